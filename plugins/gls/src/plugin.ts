import {
  clientCredentials,
  definePlugin,
  documentReader,
  errorsAt,
  found,
  holds,
  line,
  placeAt,
  pullBatch,
  secret,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { myGls } from './my-gls';

const Settings = z.object({
  clientId: line(),
  clientSecret: secret(),
  baseUrl: z.url().default('https://api.gls-group.net'),
});
type Settings = z.output<typeof Settings>;

const tracking = trackingDocument({
  name: 'Track and Trace API',
  fits: (document) => holds(document, 'parcels', 'errors'),
  codes: CODES,
  errors: errorsAt('errors.*', { code: 'code', message: 'message' }),
  parcels: 'parcels.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'requested', 'unitno'),
    carrier: 'gls',
    error: textAt(value, 'errorMessage', 'errorCode'),
    standing: { code: textAt(value, 'status'), time: { text: textAt(value, 'statusDateTime') } },
  }),
  events: 'events.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'description'),
    time: { text: textAt(scan, 'eventDateTime') },
    place: placeAt(scan, { city: 'city', postalCode: 'postalCode', country: 'country' }),
  }),
});

/** What the tracking page loads. Its wordings are those of the page's language. */
const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'tuStatus'),
  codes: CODES,
  parcels: 'tuStatus.*',
  parcel: (value) => ({
    trackingNumber:
      textAt(value, 'tuNo') ??
      found(value, 'references.*')
        .filter((one) => textAt(one.value, 'type') === 'UNITNO')
        .map((one) => textAt(one.value, 'value'))
        .find((text) => text !== null) ??
      null,
    carrier: 'gls',
  }),
  events: 'history.*',
  event: (scan) => ({
    code: null,
    text: textAt(scan, 'evtDscr'),
    time: { date: textAt(scan, 'date'), time: textAt(scan, 'time') },
    place: placeAt(scan, { city: 'address.city', country: 'address.countryCode' }),
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
      const own = found(value, 'parcels.*').filter((one) => textAt(one.value, 'requested') === number);
      return own.length === 0 ? null : { parcels: own.map((one) => one.value) };
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [tracking, page, myGls] }),
});
