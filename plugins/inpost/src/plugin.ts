import {
  asText,
  definePlugin,
  documentReader,
  found,
  holds,
  notFoundYet,
  pick,
  placeAt,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  textAt,
  trackingDocument,
  webhookSecrets,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { parcels, problems, pushed } from './group';

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
  fits: (document) => holds(document, 'tracking_details', '0.tracking_details', 'error'),
  codes: CODES,
  errors: (document) =>
    found(document, 'error').map(({ value, path }) => ({
      path,
      code: asText(value),
      message: textAt(document, 'message'),
    })),
  parcels: (document) =>
    found(document, Array.isArray(document) ? '*' : '').filter(({ value }) => !holds(value, 'error')),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'tracking_number'),
    carrier: 'inpost',
    shipment: { serviceLevel: textAt(value, 'service') },
  }),
  events: 'tracking_details.*',
  event: (scan) => ({
    code: textAt(scan, 'status'),
    subCode: textAt(scan, 'origin_status'),
    time: { text: textAt(scan, 'datetime'), assumedZone: 'Europe/Warsaw' },
    place: placeAt(scan, { facility: 'agency', city: 'location' }),
  }),
});

/** What a webhook says of a shipment that changed. Other events of ShipX concern buying labels. */
const changed = trackingDocument({
  name: 'ShipX webhook',
  fits: (document) => holds(document, 'event') && holds(document, 'payload'),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'payload.tracking_number'),
    carrier: 'inpost',
    shipment: {},
    standing: {
      code: textAt(value, 'payload.status'),
      time: { text: textAt(value, 'event_ts'), assumedZone: 'Europe/Warsaw' },
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
      return error === undefined ? null : notFoundYet(textAt(value, 'message') ?? 'not known');
    },
  }),
  normalize: documentReader({ kinds: [tracking, changed, parcels, pushed, problems] }),
});
