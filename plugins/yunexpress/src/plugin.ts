import {
  asText,
  definePlugin,
  documentReader,
  found,
  notFoundYet,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
  unauthorized,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  customerNumber: z.string().trim().min(1),
  apiSecret: secret(),
  baseUrl: z.url().default('http://oms.api.yunexpress.com'),
});

/** The tracking answer. */
const tracking = trackingDocument({
  name: 'GetTrackingNumber / GetTrackInfo',
  fits: (document) => pick(document, 'Item') !== undefined && !Array.isArray(pick(document, 'Item')),
  codes: CODES,
  parcels: 'Item',
  parcel: (value) => ({
    trackingNumber:
      asText(pick(value, 'TrackingNumber')) ??
      asText(pick(value, 'WaybillNumber')) ??
      asText(pick(value, 'WayBillNumber')),
    carrier: 'yunexpress',
    shipment: { externalId: asText(pick(value, 'WaybillNumber')) ?? asText(pick(value, 'WayBillNumber')) },
    standing: { code: `package-${asText(pick(value, 'PackageState')) ?? ''}`, time: {} },
  }),
  events: (value, path) => [
    ...found(value, 'OrderTrackingDetails.*', path),
    ...found(value, 'TrackEventDetails.*', path),
  ],
  event: (scan) => ({
    code: asText(pick(scan, 'TrackingStatus')) ?? asText(pick(scan, 'TrackNodeCode')),
    text: asText(pick(scan, 'ProcessContent')),
    time: { text: asText(pick(scan, 'ProcessDate')), assumedZone: 'Asia/Shanghai' },
    place: { city: asText(pick(scan, 'ProcessLocation')) },
  }),
});

/** The reply to an order: numbers, and no news of a parcel. */
const order = trackingDocument({
  name: 'order reply',
  fits: (document) => pick(document, 'ResultCode') !== undefined || pick(document, 'Code') !== undefined,
  codes: CODES,
  errors: (document) => {
    const code = asText(pick(document, 'ResultCode')) ?? asText(pick(document, 'Code'));
    return code === '0000'
      ? []
      : [{ code, message: asText(pick(document, 'ResultDesc')) ?? asText(pick(document, 'Message')) }];
  },
  parcels: 'Items.*',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'TrackingNumber')) ?? asText(pick(value, 'WayBillNumber')),
    carrier: 'yunexpress',
    orderNumber: asText(pick(value, 'OrderNumber')) ?? asText(pick(value, 'CustomerOrderNumber')),
    shipment: { externalId: asText(pick(value, 'WayBillNumber')) },
  }),
  events: () => [],
  event: () => null,
});

/** YunExpress as a source. */
export const plugin = definePlugin({
  id: 'yunexpress',
  name: 'YunExpress',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ customerNumber, apiSecret }) => ({
      authorization: `Basic ${Buffer.from(`${customerNumber}&${apiSecret}`).toString('base64')}`,
    })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/api/Tracking/GetTrackInfo?OrderNumber=${encodeURIComponent(number)}`,
    }),
    judge: ({ value }) => {
      const code = asText(pick(value, 'Code')) ?? asText(pick(value, 'ResultCode')) ?? '0000';
      const message =
        asText(pick(value, 'Message')) ?? asText(pick(value, 'ResultDesc')) ?? `YunExpress answered ${code}`;
      if (code === '0000') return null;
      return code === '1001' || code === '1011' ? unauthorized(message) : notFoundYet(message);
    },
  }),
  normalize: documentReader({ kinds: [tracking, order] }),
});
