import {
  definePlugin,
  documentReader,
  errorOfCode,
  found,
  holds,
  line,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  customerNumber: line(),
  apiSecret: secret(),
  baseUrl: z.url().default('http://oms.api.yunexpress.com'),
});

/** The tracking answer. */
const tracking = trackingDocument({
  name: 'GetTrackingNumber / GetTrackInfo',
  fits: (document) => holds(document, 'Item') && !Array.isArray(pick(document, 'Item')),
  codes: CODES,
  parcels: 'Item',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'TrackingNumber', 'WaybillNumber', 'WayBillNumber'),
    carrier: 'yunexpress',
    shipment: { externalId: textAt(value, 'WaybillNumber', 'WayBillNumber') },
    standing: { code: `package-${textAt(value, 'PackageState') ?? ''}`, time: {} },
  }),
  events: (value, path) => [
    ...found(value, 'OrderTrackingDetails.*', path),
    ...found(value, 'TrackEventDetails.*', path),
  ],
  event: (scan) => ({
    code: textAt(scan, 'TrackingStatus', 'TrackNodeCode'),
    text: textAt(scan, 'ProcessContent'),
    time: { text: textAt(scan, 'ProcessDate'), assumedZone: 'Asia/Shanghai' },
    place: { city: textAt(scan, 'ProcessLocation') },
  }),
});

/** The reply to an order: numbers, and no news of a parcel. */
const order = trackingDocument({
  name: 'order reply',
  fits: (document) => holds(document, 'ResultCode', 'Code'),
  codes: CODES,
  errors: (document) => {
    const code = textAt(document, 'ResultCode', 'Code');
    return code === '0000' ? [] : [{ code, message: textAt(document, 'ResultDesc', 'Message') }];
  },
  parcels: 'Items.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'TrackingNumber', 'WayBillNumber'),
    carrier: 'yunexpress',
    orderNumber: textAt(value, 'OrderNumber', 'CustomerOrderNumber'),
    shipment: { externalId: textAt(value, 'WayBillNumber') },
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
      const code = textAt(value, 'Code', 'ResultCode') ?? '0000';
      const message = textAt(value, 'Message', 'ResultDesc') ?? `YunExpress answered ${code}`;
      return code === '0000' ? null : errorOfCode(code, message, { unauthorized: /^10[01]1$/, notFoundYet: /^/ });
    },
  }),
  normalize: documentReader({ kinds: [tracking, order] }),
});
