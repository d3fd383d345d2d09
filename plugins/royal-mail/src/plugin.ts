import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
  type JsonValue,
  type Loose,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  clientId: z.string().trim().min(1),
  clientSecret: secret(),
  baseUrl: z.url().default('https://api.royalmail.net'),
});
type Settings = z.output<typeof Settings>;

const errorsOf = (value: Parameters<typeof found>[0], at: string) => [
  ...found(value, 'errors.*', at).map((one) => ({
    path: one.path,
    code: asText(pick(one.value, 'errorCode')),
    message: asText(pick(one.value, 'errorDescription')),
  })),
  ...(pick(value, 'error.errorCode') === undefined
    ? []
    : [
        {
          path: `${at}/error`,
          code: asText(pick(value, 'error.errorCode')),
          message: asText(pick(value, 'error.errorDescription')),
        },
      ]),
];

/** Summaries, events and signatures come in one frame: a mail piece, or a list of them. */
const tracking = trackingDocument({
  name: 'mailPieces',
  fits: (document) => ['mailPieces', 'errors', 'httpCode'].some((name) => pick(document, name) !== undefined),
  codes: CODES,
  errors: (document) => [
    ...(pick(document, 'httpCode') === undefined
      ? []
      : [{ code: asText(pick(document, 'httpCode')), message: asText(pick(document, 'httpMessage')) }]),
    ...errorsOf(document, ''),
    ...found(document, 'mailPieces.*').flatMap(({ value, path }) => errorsOf(value, path)),
  ],
  parcels: 'mailPieces.*',
  parcel(value) {
    const [error] = errorsOf(value, '');
    const summary = pick(value, 'summary');
    return {
      trackingNumber:
        asText(pick(summary, 'oneDBarcode')) ??
        asText(pick(value, 'signature.oneDBarcode')) ??
        asText(pick(value, 'oneDBarcode')) ??
        asText(pick(value, 'mailPieceId')),
      carrier: 'royal-mail',
      error: error === undefined ? null : (error.message ?? error.code),
      shipment:
        summary === undefined
          ? null
          : {
              serviceLevel: asText(pick(summary, 'productName')),
              carrierEstimate: endOfPromise({
                date: asText(pick(value, 'estimatedDelivery.date')),
                time: asText(pick(value, 'estimatedDelivery.endOfEstimatedWindow'))?.replace(/[+-]\d\d:\d\d$/, ''),
                zone: 'Europe/London',
              }),
            },
      standing: standing(value, summary),
    };
  },
  events: 'events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'eventCode')),
    text: asText(pick(scan, 'eventName')),
    time: { text: asText(pick(scan, 'eventDateTime')), assumedZone: 'Europe/London' },
    place: { city: asText(pick(scan, 'locationName')) },
  }),
});

/** The last event of a summary, or that somebody signed. */
function standing(value: JsonValue, summary: Loose) {
  if (pick(summary, 'lastEventCode') !== undefined)
    return {
      code: asText(pick(summary, 'lastEventCode')),
      text: asText(pick(summary, 'lastEventName')),
      time: { text: asText(pick(summary, 'lastEventDateTime')), assumedZone: 'Europe/London' },
      place: { city: asText(pick(summary, 'lastEventLocationName')) },
    };
  if (pick(value, 'signature') === undefined) return null;
  return {
    code: null,
    text: 'Signed for',
    lookUp: { code: 'SIGNATURE' },
    time: { text: asText(pick(value, 'signature.signatureDateTime')), assumedZone: 'Europe/London' },
  };
}

/** Royal Mail as a source. */
export const plugin = definePlugin({
  id: 'royal-mail',
  name: 'Royal Mail',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    authorize: settingsHeaders<Settings>(({ clientId, clientSecret }) => ({
      'x-ibm-client-id': clientId,
      'x-ibm-client-secret': clientSecret,
      'x-accept-rmg-terms': 'yes',
    })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/mailpieces/v2/${encodeURIComponent(number)}/events` }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
