import {
  asText,
  clientCredentials,
  definePlugin,
  documentReader,
  found,
  pick,
  pullBatch,
  secret,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  clientId: z.string().trim().min(1),
  clientSecret: secret(),
  baseUrl: z.url().default('https://api.gls-group.net'),
});
type Settings = z.output<typeof Settings>;

const tracking = trackingDocument({
  name: 'Track and Trace API',
  fits: (document) => pick(document, 'parcels') !== undefined || pick(document, 'errors') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'errors.*').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')),
    })),
  parcels: 'parcels.*',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'requested')) ?? asText(pick(value, 'unitno')),
    carrier: 'gls',
    error: asText(pick(value, 'errorMessage')) ?? asText(pick(value, 'errorCode')),
    standing: { code: asText(pick(value, 'status')), time: { text: asText(pick(value, 'statusDateTime')) } },
  }),
  events: 'events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    text: asText(pick(scan, 'description')),
    time: { text: asText(pick(scan, 'eventDateTime')) },
    place: {
      city: asText(pick(scan, 'city')),
      postalCode: asText(pick(scan, 'postalCode')),
      country: asText(pick(scan, 'country')),
    },
  }),
});

/** What the tracking page loads. Its wordings are those of the page's language. */
const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => pick(document, 'tuStatus') !== undefined,
  codes: CODES,
  parcels: 'tuStatus.*',
  parcel: (value) => ({
    trackingNumber:
      asText(pick(value, 'tuNo')) ??
      found(value, 'references.*')
        .filter((one) => asText(pick(one.value, 'type')) === 'UNITNO')
        .map((one) => asText(pick(one.value, 'value')))
        .find((text) => text !== null) ??
      null,
    carrier: 'gls',
  }),
  events: 'history.*',
  event: (scan) => ({
    code: null,
    text: asText(pick(scan, 'evtDscr')),
    time: { date: asText(pick(scan, 'date')), time: asText(pick(scan, 'time')) },
    place: { city: asText(pick(scan, 'address.city')), country: asText(pick(scan, 'address.countryCode')) },
  }),
});

/** GLS as a source. */
export const plugin = definePlugin({
  id: 'gls',
  name: 'GLS',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullBatch<Settings>({
    batchSize: 10,
    budget: { requests: 50, perSeconds: 60 },
    authorize: clientCredentials<Settings>({
      url: ({ baseUrl }) => `${baseUrl}/oauth2/v2/token`,
      credentials: ({ clientId, clientSecret }) => ({ id: clientId, secret: clientSecret }),
      in: 'header',
    }),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/track-and-trace-v1/tracking/simple/trackids/${numbers.map(encodeURIComponent).join(',')}`,
    }),
    part({ value }, number) {
      const own = found(value, 'parcels.*').filter((one) => asText(pick(one.value, 'requested')) === number);
      return own.length === 0 ? null : { parcels: own.map((one) => one.value) };
    },
  }),
  normalize: documentReader({ kinds: [tracking, page] }),
});
