import {
  definePlugin,
  documentReader,
  endOfPromise,
  errorsAt,
  found,
  holds,
  itself,
  momentAt,
  optionalWebhookSecrets,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  ...optionalWebhookSecrets,
  token: secret().optional(),
  baseUrl: z.url().default('https://connect.roadie.com/v1'),
});

function placeOf(address: JsonValue | undefined) {
  const [city, region, postalCode] = [textAt(address, 'city'), textAt(address, 'state'), textAt(address, 'zip')];
  return city === null
    ? null
    : { city, ...(region === null ? {} : { region }), ...(postalCode === null ? {} : { postalCode }), country: 'US' };
}

/** Shipments as the API lists them. `state` may lag behind the events: it counts only where there are none. */
const shipments = trackingDocument({
  name: 'shipments',
  fits: (document) => Array.isArray(document) || holds(document, 'shipments', 'tracking_number', 'errors'),
  codes: CODES,
  errors: errorsAt('errors.*', { code: 'code', message: ['message', 'parameter'] }),
  parcels: (document) => {
    if (holds(document, 'errors')) return [];
    return holds(document, 'shipments') ? found(document, 'shipments.*') : found(document, '*');
  },
  parcel: (value) => ({
    trackingNumber: textAt(value, 'tracking_number'),
    carrier: 'roadie',
    orderNumber: textAt(value, 'reference_id'),
    shipment: {
      externalId: textAt(value, 'id'),
      origin: placeOf(pick(value, 'pickup_location.address')),
      destination: placeOf(pick(value, 'delivery_location.address')),
      carrierEstimate: endOfPromise({
        text: textAt(value, 'estimated_delivery', 'deliver_between.end'),
      }),
      shippedAt: momentAt(value, 'picked_up_at'),
    },
    standing: { code: textAt(value, 'state', 'status'), time: { text: textAt(value, 'updated_at') } },
  }),
  events: 'events.*',
  event: (event) => ({ code: textAt(event, 'name'), time: { text: textAt(event, 'occurred_at') } }),
});

/** One event, as webhooks bring it. */
const event = trackingDocument({
  name: 'webhook',
  fits: (document) => holds(document, 'event'),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'tracking_number', 'shipment.tracking_number'),
    carrier: 'roadie',
    orderNumber: textAt(value, 'reference_id'),
  }),
  events: itself,
  event: (value) => ({
    code: textAt(value, 'event.name', 'event'),
    time: { text: textAt(value, 'event.occurred_at', 'occurred_at') },
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
