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
  signedPush,
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
  fits: (document) => pick(document, 'parcels') !== undefined || pick(document, 'error') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'error').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')),
    })),
  parcels: 'parcels.*',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'number')),
    carrier: {{carrier}},
    shipment: { serviceLevel: asText(pick(value, 'service')) },
  }),
  events: 'events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    text: asText(pick(scan, 'text')),
    time: { text: asText(pick(scan, 'time')) },
    place: { city: asText(pick(scan, 'city')), country: asText(pick(scan, 'country')) },
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
      return error === undefined ? null : notFoundYet(asText(pick(error, 'message')) ?? 'not known');
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
