import {
  clientCredentials,
  definePlugin,
  documentReader,
  errorDocument,
  errorOfCode,
  errorsAt,
  found,
  holds,
  line,
  placeAt,
  pullBatch,
  secret,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { myGls } from './my-gls';
import { page } from './page';

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
  parcel: (value, document) => ({
    trackingNumber: textAt(value, 'requested', 'unitno'),
    carrier: 'gls',
    piece: pieceOf(value, document),
    error: textAt(value, 'errorMessage', 'errorCode'),
    standing: { code: textAt(value, 'status'), time: { text: textAt(value, 'statusDateTime') } },
  }),
  events: 'events.*',
  event: (scan) => {
    const text = textAt(scan, 'description');
    return {
      code: textAt(scan, 'code'),
      text,
      // What is said is finer than the code, which holds for descriptions in other languages and for none.
      ...(text !== null && CODES.find({ code: 'a wording', text }) !== null ? { lookUp: { code: 'a wording' } } : {}),
      time: { text: textAt(scan, 'eventDateTime') },
      place: placeAt(scan, { city: 'city', postalCode: 'postalCode', country: 'country' }),
    };
  },
});

/** A reference may stand for several parcels, which would else tell one story. */
function pieceOf(value: JsonValue, document: JsonValue): string | null {
  const requested = textAt(value, 'requested');
  const alike = found(document, 'parcels.*').filter((one) => textAt(one.value, 'requested') === requested);
  return requested !== null && alike.length > 1 ? textAt(value, 'unitno') : null;
}

/** Of the gateway, of the API where it answers with no parcel at all, and of the tracking page. */
const errors = errorDocument({
  name: 'errors of the API, its gateway and the tracking page',
  whole: [
    ['fault.detail.errorcode', 'lastError', 'title'],
    ['fault.faultstring', 'exceptionText', 'detail'],
  ],
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
      url: `${baseUrl}/track-and-trace-v1/tracking/simple/trackids/${numbers.map(encodeURIComponent).join(',')}?showEvents=true`,
    }),
    // A number that is not known, and one that could not be asked for, stand among the others.
    judge({ value }, number) {
      const own = found(value, 'parcels.*').map((one) => one.value);
      const failed = own.find((one) => textAt(one, 'requested') === number && textAt(one, 'errorCode') !== null);
      if (failed === undefined) return null;
      const code = textAt(failed, 'errorCode') ?? '';
      return errorOfCode(code, textAt(failed, 'errorMessage') ?? code, { notFoundYet: /404/, unauthorized: /40[13]/ });
    },
    part({ value }, number) {
      const own = found(value, 'parcels.*').filter((one) => textAt(one.value, 'requested') === number);
      return own.length === 0 ? null : { parcels: own.map((one) => one.value) };
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [tracking, page, myGls, errors] }),
});
