import {
  definePlugin,
  documentReader,
  found,
  holds,
  line,
  notFoundYet,
  pick,
  pullEach,
  secret,
  textAt,
  trackingDocument,
  unauthorized,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  partnerId: line(),
  checkWord: secret(),
  baseUrl: z.url().default('https://bspgw.sf-express.com'),
});

const tracking = trackingDocument({
  name: 'EXP_RECE_SEARCH_ROUTES',
  fits: (document) => holds(document, 'success', 'apiResultCode', 'msgData', 'Response'),
  codes: CODES,
  errors: (document) => {
    const failed =
      String(pick(document, 'success') ?? '') === 'false' || (textAt(document, 'apiResultCode') ?? 'A1000') !== 'A1000';
    return failed
      ? [
          {
            code: textAt(document, 'errorCode', 'apiResultCode'),
            message: textAt(document, 'errorMsg', 'apiErrorMsg'),
          },
        ]
      : [];
  },
  parcels: (document) => [
    ...found(document, 'msgData.routeResps.*'),
    ...found(document, 'apiResultData.msgData.routeResps.*'),
  ],
  parcel: (value) => ({ trackingNumber: textAt(value, 'mailNo'), carrier: 'sf-express', shipment: {} }),
  events: 'routes.*',
  event: (route) => ({
    code: textAt(route, 'opCode'),
    text: textAt(route, 'remark'),
    time: { text: textAt(route, 'acceptTime'), assumedZone: 'Asia/Shanghai' },
    place: { city: textAt(route, 'acceptAddress') },
  }),
});

/** SF Express as a source. */
export const plugin = definePlugin({
  id: 'sf-express',
  name: 'SF Express',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    request: (number, { baseUrl, partnerId, checkWord }) => ({
      url: `${baseUrl}/std/service`,
      method: 'POST',
      body: new URLSearchParams({
        partnerID: partnerId,
        requestID: number,
        serviceCode: 'EXP_RECE_SEARCH_ROUTES',
        accessToken: checkWord,
        msgData: JSON.stringify({ trackingType: 1, trackingNumber: [number], methodType: 1 }),
      }),
    }),
    judge: ({ value }) => {
      const code = textAt(value, 'errorCode', 'apiResultCode');
      if (code === 'A1001' || code === 'A1004' || code === 'A1006') return unauthorized(`SF Express answered ${code}`);
      return found(value, 'msgData.routeResps.*.routes.*').length === 0 ? notFoundYet('no routes yet') : null;
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
