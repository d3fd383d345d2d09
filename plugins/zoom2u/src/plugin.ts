import {
  asText,
  definePlugin,
  documentReader,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  trackingDocument,
  webhookSecrets,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.zoom2u.com/api/v1'),
});

/** A delivery: its status now, and since when. */
const delivery = trackingDocument({
  name: 'delivery',
  fits: (document) =>
    pick(document, 'reference') !== undefined ||
    pick(document, 'error-code') !== undefined ||
    pick(document, 'message') !== undefined,
  codes: CODES,
  errors: (document) =>
    pick(document, 'reference') === undefined
      ? [{ code: asText(pick(document, 'error-code')), message: asText(pick(document, 'message')) }]
      : [],
  parcels: (document) => (pick(document, 'reference') === undefined ? [] : [{ value: document, path: '' }]),
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'reference')),
    carrier: 'zoom2u',
    orderNumber: asText(pick(value, 'purchaseOrderNumber')),
    shipment: { trackingUrl: asText(pick(value, 'tracking-link')) ?? asText(pick(value, 'trackingLink')) },
  }),
  events: (value, path) => [{ value, path }],
  event: (value) => ({
    code: asText(pick(value, 'status')),
    time: { text: asText(pick(value, 'statusChangeDateTime')) },
    place: { country: 'AU' },
  }),
});

/** Zoom2u as a source. */
export const plugin = definePlugin({
  id: 'zoom2u',
  name: 'Zoom2u',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { authorization: apiKey })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/delivery/status/${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ kinds: [delivery] }),
});
