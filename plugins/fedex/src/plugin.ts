import {
  anySecret,
  clientCredentials,
  definePlugin,
  documentReader,
  found,
  header,
  hmacMatches,
  line,
  notFoundYet,
  optionalWebhookSecrets,
  pullBatch,
  secret,
  textAt,
  upstream,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { errors, has, restTracking, webhook } from './rest';
import { otherReply, soapTracking } from './soap';
import { webTracking } from './web';

const Settings = z.object({
  ...optionalWebhookSecrets,
  clientId: line().optional(),
  clientSecret: secret().optional(),
  baseUrl: z.url().default('https://apis.fedex.com'),
});
type Settings = z.output<typeof Settings>;

/** The header has had other names before. */
const SIGNATURES = ['fdx-signature', 'x-fdx-sc-signature', 'x-fedex-signature'];

const resultsOf = (value: JsonValue, number: string) =>
  found(value, 'output.completeTrackResults.*').filter((one) => textAt(one.value, 'trackingNumber') === number);

/** FedEx as a source: Track API, its pushes (Advanced Integrated Visibility), and the older SOAP service. */
export const plugin = definePlugin({
  id: 'fedex',
  name: 'FedEx',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  /** Base64 of the HMAC-SHA256 of the raw body with the security token of the webhook project. */
  push: {
    verify({ headers, body, secrets }) {
      const signature = SIGNATURES.map((name) => header(headers, name)).find((sent) => sent !== null) ?? null;
      return anySecret(secrets, (secret) =>
        hmacMatches({ algorithm: 'sha256', encoding: 'base64', secret, data: body, signature }),
      );
    },
  },
  pull: pullBatch<Settings>({
    batchSize: 30,
    budget: { requests: 1_400, perSeconds: 10 },
    authorize: clientCredentials<Settings>({
      url: ({ baseUrl }) => `${baseUrl}/oauth/token`,
      credentials: ({ clientId, clientSecret }) =>
        clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
      in: 'form',
    }),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/track/v1/trackingnumbers`,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-locale': 'en_US' },
      body: JSON.stringify({
        includeDetailedScans: true,
        trackingInfo: numbers.map((trackingNumber) => ({ trackingNumberInfo: { trackingNumber } })),
      }),
    }),
    judge({ value }, number) {
      const whole = textAt(value, 'errors.0.code');
      if (whole !== null) return upstream(whole);
      const results = resultsOf(value, number).flatMap((one) => found(one.value, 'trackResults.*'));
      const code = textAt(results[0]?.value, 'error.code');
      if (code === null || results.some((one) => !has(one.value, 'error'))) return null;
      return /NOTFOUND|EMPTY|INVALID/.test(code) ? notFoundYet(code) : upstream(code);
    },
    part({ value }, number) {
      const own = resultsOf(value, number);
      return own.length === 0 ? null : { output: { completeTrackResults: own.map((one) => one.value) } };
    },
  }),
  normalize: documentReader({
    formats: ['json', 'xml'],
    kinds: [restTracking, webTracking, webhook, errors, soapTracking, otherReply],
  }),
});
