import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  eventTime,
  found,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  trackingDocument,
  webhookSecrets,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  token: secret().optional(),
  baseUrl: z.url().default('https://connect.roadie.com/v1'),
});

function placeOf(address: JsonValue | undefined) {
  const [city, region, postalCode] = [
    asText(pick(address, 'city')),
    asText(pick(address, 'state')),
    asText(pick(address, 'zip')),
  ];
  return city === null
    ? null
    : { city, ...(region === null ? {} : { region }), ...(postalCode === null ? {} : { postalCode }), country: 'US' };
}

/** Shipments as the API lists them. `state` may lag behind the events: it counts only where there are none. */
const shipments = trackingDocument({
  name: 'shipments',
  fits: (document) =>
    Array.isArray(document) ||
    ['shipments', 'tracking_number', 'errors'].some((key) => pick(document, key) !== undefined),
  codes: CODES,
  errors: (document) =>
    found(document, 'errors.*').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')) ?? asText(pick(value, 'parameter')),
    })),
  parcels: (document) => {
    if (pick(document, 'errors') !== undefined) return [];
    return pick(document, 'shipments') === undefined ? found(document, '*') : found(document, 'shipments.*');
  },
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'tracking_number')),
    carrier: 'roadie',
    orderNumber: asText(pick(value, 'reference_id')),
    shipment: {
      externalId: asText(pick(value, 'id')),
      origin: placeOf(pick(value, 'pickup_location.address')),
      destination: placeOf(pick(value, 'delivery_location.address')),
      carrierEstimate: endOfPromise({
        text: asText(pick(value, 'estimated_delivery')) ?? asText(pick(value, 'deliver_between.end')),
      }),
      shippedAt: eventTime({ text: asText(pick(value, 'picked_up_at')) }).occurredAt,
    },
    standing: { code: asText(pick(value, 'state')), time: { text: asText(pick(value, 'updated_at')) } },
  }),
  events: 'events.*',
  event: (event) => ({ code: asText(pick(event, 'name')), time: { text: asText(pick(event, 'occurred_at')) } }),
});

/** One event, as webhooks bring it. */
const event = trackingDocument({
  name: 'webhook',
  fits: (document) => pick(document, 'event') !== undefined,
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'tracking_number')) ?? asText(pick(value, 'shipment.tracking_number')),
    carrier: 'roadie',
    orderNumber: asText(pick(value, 'reference_id')),
  }),
  events: (value, path) => [{ value, path }],
  event: (value) => ({
    code: asText(pick(value, 'event.name')) ?? asText(pick(value, 'event')),
    time: { text: asText(pick(value, 'event.occurred_at')) ?? asText(pick(value, 'occurred_at')) },
  }),
});

/** Roadie as a source: same-day deliveries. */
export const plugin = definePlugin({
  id: 'roadie',
  name: 'Roadie',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ token }) => (token === undefined ? null : { authorization: `Bearer ${token}` })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/shipments?tracking_number=${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ kinds: [event, shipments] }),
});
