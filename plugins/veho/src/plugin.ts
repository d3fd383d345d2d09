import {
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  holds,
  itself,
  optionalWebhookSecrets,
  placeOfText,
  pullEach,
  secret,
  settingsHeaders,
  signedPush,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  ...optionalWebhookSecrets,
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.shipveho.com/v2'),
});

/** The public tracking answer, and packages as API and webhooks write them. */
const parcelsOf = (document: JsonValue): readonly Found[] => {
  const lists = [
    ...found(document, 'trackingResponse.trackingInfo.*'),
    ...found(document, 'packages.*'),
    ...found(document, 'package'),
  ];
  return lists.length > 0 || !holds(document, 'trackingNumber') ? lists : itself(document);
};

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) => parcelsOf(document).length > 0 || holds(document, 'message', 'error'),
  codes: CODES,
  errors: (document) =>
    parcelsOf(document).length > 0
      ? []
      : [
          {
            code: textAt(document, 'statusCode'),
            message: textAt(document, 'message', 'error'),
          },
        ],
  parcels: parcelsOf,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingNumber', 'trackingId'),
    carrier: 'veho',
    shipment: {
      externalId: textAt(value, '_id', 'packageId'),
      carrierEstimate: endOfPromise({
        text: textAt(value, 'estimatedDelivery', 'serviceDate'),
      }),
    },
    standing: {
      code: textAt(value, 'status', 'eventType'),
      text: textAt(value, 'statusDetails'),
      time: { text: textAt(value, 'timestamp') },
    },
  }),
  events: (value, path) => [...found(value, 'events.*', path), ...found(value, 'eventLog.*', path)],
  event: (scan) => ({
    code: textAt(scan, 'code', 'eventType', 'status'),
    text: textAt(scan, 'description', 'message'),
    time: { date: textAt(scan, 'date'), time: textAt(scan, 'time'), text: textAt(scan, 'timestamp') },
    place: placeOfText(textAt(scan, 'location'), 'states'),
  }),
});

/** Veho as a source. */
export const plugin = definePlugin({
  id: 'veho',
  name: 'Veho',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: signedPush({ header: 'x-veho-hmac-signature', encoding: 'base64' }),
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { apikey: apiKey })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/packages/trackingId/${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
