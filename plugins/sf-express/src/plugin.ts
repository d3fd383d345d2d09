import {
  asText,
  definePlugin,
  documentReader,
  found,
  notFoundYet,
  pick,
  pullEach,
  secret,
  trackingDocument,
  unauthorized,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  partnerId: z.string().trim().min(1),
  checkWord: secret(),
  baseUrl: z.url().default('https://bspgw.sf-express.com'),
});

const tracking = trackingDocument({
  name: 'EXP_RECE_SEARCH_ROUTES',
  fits: (document) =>
    ['success', 'apiResultCode', 'msgData', 'Response'].some((key) => pick(document, key) !== undefined),
  codes: CODES,
  errors: (document) => {
    const failed =
      String(pick(document, 'success') ?? '') === 'false' ||
      (asText(pick(document, 'apiResultCode')) ?? 'A1000') !== 'A1000';
    return failed
      ? [
          {
            code: asText(pick(document, 'errorCode')) ?? asText(pick(document, 'apiResultCode')),
            message: asText(pick(document, 'errorMsg')) ?? asText(pick(document, 'apiErrorMsg')),
          },
        ]
      : [];
  },
  parcels: (document) => [
    ...found(document, 'msgData.routeResps.*'),
    ...found(document, 'apiResultData.msgData.routeResps.*'),
  ],
  parcel: (value) => ({ trackingNumber: asText(pick(value, 'mailNo')), carrier: 'sf-express', shipment: {} }),
  events: 'routes.*',
  event: (route) => ({
    code: asText(pick(route, 'opCode')),
    text: asText(pick(route, 'remark')),
    time: { text: asText(pick(route, 'acceptTime')), assumedZone: 'Asia/Shanghai' },
    place: { city: asText(pick(route, 'acceptAddress')) },
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
      const code = asText(pick(value, 'errorCode')) ?? asText(pick(value, 'apiResultCode'));
      if (code === 'A1001' || code === 'A1004' || code === 'A1006') return unauthorized(`SF Express answered ${code}`);
      return found(value, 'msgData.routeResps.*.routes.*').length === 0 ? notFoundYet('no routes yet') : null;
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
