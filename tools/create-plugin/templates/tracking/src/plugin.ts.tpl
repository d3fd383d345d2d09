import {
  definePlugin,
  documentReader,
  errorsAt,
  holds,
  notFoundYet,
  pick,
  placeAt,
  pullEach,
  secret,
  settingsHeaders,
  signedPush,
  textAt,
  trackingDocument,
  webhookSecrets,
} from '{{sdk}}';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  ...webhookSecrets,
  /** Needed to ask for numbers; webhooks come without it. */
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.{{id}}.example'),
});
type Settings = z.output<typeof Settings>;

/** How the source writes the history of parcels: which values are parcels, which are events, what they say. */
const tracking = trackingDocument({
  name: 'tracking answer and webhook',
  fits: (document) => holds(document, 'parcels', 'error'),
  codes: CODES,
  errors: errorsAt('error', { code: 'code', message: 'message' }),
  parcels: 'parcels.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'number'),
    carrier: {{carrier}},
    shipment: { serviceLevel: textAt(value, 'service') },
  }),
  events: 'events.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'text'),
    time: { text: textAt(scan, 'time') },
    place: placeAt(scan, { city: 'city', country: 'country' }),
  }),
});

/** {{name}} as a source. */
export const plugin = definePlugin({
  id: '{{id}}',
  name: '{{name}}',
  version: '0.1.0',
  sdk: '^{{sdkVersion}}',
  source: '{{SOURCE}}',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: signedPush({ header: 'x-{{id}}-signature', encoding: 'hex' }),
  pull: pullEach<Settings>({
    budget: { requests: 60, perSeconds: 60 },
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { 'x-api-key': apiKey })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/parcels/${encodeURIComponent(number)}`, alsoRead: [404] }),
    judge: ({ value }) => {
      const error = pick(value, 'error');
      return error === undefined ? null : notFoundYet(textAt(error, 'message') ?? 'not known');
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
