import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  pick,
  placeOfText,
  pullEach,
  secret,
  settingsHeaders,
  signedPush,
  trackingDocument,
  type Found,
  type JsonValue,
  webhookSecrets,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
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
  return lists.length > 0 || pick(document, 'trackingNumber') === undefined ? lists : [{ value: document, path: '' }];
};

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) =>
    parcelsOf(document).length > 0 || pick(document, 'message') !== undefined || pick(document, 'error') !== undefined,
  codes: CODES,
  errors: (document) =>
    parcelsOf(document).length > 0
      ? []
      : [
          {
            code: asText(pick(document, 'statusCode')),
            message: asText(pick(document, 'message')) ?? asText(pick(document, 'error')),
          },
        ],
  parcels: parcelsOf,
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'trackingNumber')) ?? asText(pick(value, 'trackingId')),
    carrier: 'veho',
    shipment: {
      externalId: asText(pick(value, '_id')) ?? asText(pick(value, 'packageId')),
      carrierEstimate: endOfPromise({
        text: asText(pick(value, 'estimatedDelivery')) ?? asText(pick(value, 'serviceDate')),
      }),
    },
    standing: {
      code: asText(pick(value, 'status')) ?? asText(pick(value, 'eventType')),
      text: asText(pick(value, 'statusDetails')),
      time: { text: asText(pick(value, 'timestamp')) },
    },
  }),
  events: (value, path) => [...found(value, 'events.*', path), ...found(value, 'eventLog.*', path)],
  event: (scan) => ({
    code: asText(pick(scan, 'code')) ?? asText(pick(scan, 'eventType')) ?? asText(pick(scan, 'status')),
    text: asText(pick(scan, 'description')) ?? asText(pick(scan, 'message')),
    time: { date: asText(pick(scan, 'date')), time: asText(pick(scan, 'time')), text: asText(pick(scan, 'timestamp')) },
    place: placeOfText(asText(pick(scan, 'location')), 'states'),
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
