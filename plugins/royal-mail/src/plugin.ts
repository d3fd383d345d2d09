import {
  definePlugin,
  documentReader,
  endOfPromise,
  errorDocument,
  found,
  holds,
  line,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type JsonValue,
  type Loose,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  clientId: line(),
  clientSecret: secret(),
  baseUrl: z.url().default('https://api.royalmail.net'),
});
type Settings = z.output<typeof Settings>;

const errorsOf = (value: Parameters<typeof found>[0], at: string) => [
  ...found(value, 'errors.*', at).map((one) => ({
    path: one.path,
    code: textAt(one.value, 'errorCode'),
    message: textAt(one.value, 'errorDescription'),
  })),
  ...(holds(value, 'error.errorCode')
    ? [
        {
          path: `${at}/error`,
          code: textAt(value, 'error.errorCode'),
          message: textAt(value, 'error.errorDescription'),
        },
      ]
    : []),
];

/** Summaries, events and signatures come in one frame: a mail piece, or a list of them. */
const tracking = trackingDocument({
  name: 'mailPieces',
  fits: (document) => holds(document, 'mailPieces', 'errors', 'httpCode'),
  codes: CODES,
  errors: (document) => [
    ...(holds(document, 'httpCode')
      ? [{ code: textAt(document, 'httpCode'), message: textAt(document, 'httpMessage') }]
      : []),
    ...errorsOf(document, ''),
    ...found(document, 'mailPieces.*').flatMap(({ value, path }) => errorsOf(value, path)),
  ],
  parcels: 'mailPieces.*',
  parcel(value) {
    const [error] = errorsOf(value, '');
    const summary = pick(value, 'summary');
    return {
      trackingNumber:
        textAt(summary, 'oneDBarcode') ?? textAt(value, 'signature.oneDBarcode', 'oneDBarcode', 'mailPieceId'),
      carrier: 'royal-mail',
      error: error === undefined ? null : (error.message ?? error.code),
      shipment:
        summary === undefined
          ? null
          : {
              serviceLevel: textAt(summary, 'productName'),
              carrierEstimate: endOfPromise({
                date: textAt(value, 'estimatedDelivery.date'),
                time: textAt(value, 'estimatedDelivery.endOfEstimatedWindow')?.replace(/[+-]\d\d:\d\d$/, ''),
                zone: 'Europe/London',
              }),
            },
      standing: standing(value, summary),
    };
  },
  events: 'events.*',
  event: (scan) => ({
    code: textAt(scan, 'eventCode'),
    text: textAt(scan, 'eventName'),
    time: { text: textAt(scan, 'eventDateTime'), assumedZone: 'Europe/London' },
    place: { city: textAt(scan, 'locationName') },
  }),
});

/** The last event of a summary, or that somebody signed. */
function standing(value: JsonValue, summary: Loose) {
  if (holds(summary, 'lastEventCode'))
    return {
      code: textAt(summary, 'lastEventCode'),
      text: textAt(summary, 'lastEventName'),
      time: { text: textAt(summary, 'lastEventDateTime'), assumedZone: 'Europe/London' },
      place: { city: textAt(summary, 'lastEventLocationName') },
    };
  if (!holds(value, 'signature')) return null;
  return {
    code: null,
    text: 'Signed for',
    lookUp: { code: 'SIGNATURE' },
    time: { text: textAt(value, 'signature.signatureDateTime'), assumedZone: 'Europe/London' },
  };
}

/** What stands behind the gateway writes its errors in a frame of its own. */
const errors = errorDocument({
  name: 'integrationFooter',
  lists: 'integrationFooter.errors.error.*',
  entry: ['errorCode', 'errorDescription'],
});

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
  normalize: documentReader({ kinds: [tracking, errors] }),
});
