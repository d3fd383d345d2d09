import {
  definePlugin,
  documentReader,
  holds,
  itself,
  optionalWebhookSecrets,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  ...optionalWebhookSecrets,
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.zoom2u.com/api/v1'),
});

/** A delivery: its status now, and since when. */
const delivery = trackingDocument({
  name: 'delivery',
  fits: (document) => holds(document, 'reference', 'error-code', 'message'),
  codes: CODES,
  errors: (document) =>
    holds(document, 'reference')
      ? []
      : [{ code: textAt(document, 'error-code'), message: textAt(document, 'message') }],
  parcels: (document) => (holds(document, 'reference') ? itself(document) : []),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'reference'),
    carrier: 'zoom2u',
    orderNumber: textAt(value, 'purchaseOrderNumber'),
    shipment: { trackingUrl: textAt(value, 'tracking-link', 'trackingLink') },
  }),
  events: itself,
  event: (value) => ({
    code: textAt(value, 'status'),
    time: { text: textAt(value, 'statusChangeDateTime') },
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
