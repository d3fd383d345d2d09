import {
  asText,
  definePlugin,
  documentReader,
  found,
  notFoundYet,
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
  ...webhookSecrets,
  /** Token of the organization, from the parcel manager. Only pull needs it. */
  token: secret().optional(),
  baseUrl: z.url().default('https://api-shipx-pl.easypack24.net'),
});
type Settings = z.output<typeof Settings>;

/** `GET /v1/tracking/{number}`, also for several numbers as a list. */
const tracking = trackingDocument({
  name: 'ShipX tracking',
  fits: (document) =>
    pick(document, 'tracking_details') !== undefined ||
    pick(document, '0.tracking_details') !== undefined ||
    pick(document, 'error') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'error').map(({ value, path }) => ({
      path,
      code: asText(value),
      message: asText(pick(document, 'message')),
    })),
  parcels: (document) =>
    found(document, Array.isArray(document) ? '*' : '').filter(({ value }) => pick(value, 'error') === undefined),
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'tracking_number')),
    carrier: 'inpost',
    shipment: { serviceLevel: asText(pick(value, 'service')) },
  }),
  events: 'tracking_details.*',
  event: (scan) => ({
    code: asText(pick(scan, 'status')),
    subCode: asText(pick(scan, 'origin_status')),
    time: { text: asText(pick(scan, 'datetime')), assumedZone: 'Europe/Warsaw' },
    place: { facility: asText(pick(scan, 'agency')), city: asText(pick(scan, 'location')) },
  }),
});

/** What a webhook says of a shipment that changed. Other events of ShipX concern buying labels. */
const changed = trackingDocument({
  name: 'ShipX webhook',
  fits: (document) => pick(document, 'event') !== undefined && pick(document, 'payload') !== undefined,
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'payload.tracking_number')),
    carrier: 'inpost',
    shipment: {},
    standing: {
      code: asText(pick(value, 'payload.status')),
      time: { text: asText(pick(value, 'event_ts')), assumedZone: 'Europe/Warsaw' },
    },
  }),
  events: () => [],
  event: () => null,
});

/** InPost as a source. */
export const plugin = definePlugin({
  id: 'inpost',
  name: 'InPost',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<Settings>({
    budget: { requests: 100, perSeconds: 60 },
    authorize: settingsHeaders(({ token }) => (token === undefined ? null : { authorization: `Bearer ${token}` })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/v1/tracking/${encodeURIComponent(number)}`,
      alsoRead: [404],
    }),
    judge: ({ value }) => {
      const error = pick(value, 'error');
      return error === undefined ? null : notFoundYet(asText(pick(value, 'message')) ?? 'not known');
    },
  }),
  normalize: documentReader({ kinds: [tracking, changed] }),
});
