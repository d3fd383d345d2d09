import {
  anySecret,
  asText,
  clientCredentials,
  definePlugin,
  documentReader,
  found,
  header,
  hmacMatches,
  holds,
  line,
  notFoundYet,
  optionalWebhookSecrets,
  pick,
  postJson,
  pullBatch,
  readJson,
  secret,
  sharedSecretPush,
  textAt,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { apiTracking, errorIn } from './api';
import { xmlError, xmlTracking } from './xml';

const Settings = z.object({
  ...optionalWebhookSecrets,
  clientId: line().optional(),
  clientSecret: secret().optional(),
  baseUrl: z.url().default('https://apis.usps.com'),
});
type Settings = z.output<typeof Settings>;

const RELAYED = sharedSecretPush();

/** What a list of answers says of one number. */
const entryOf = (value: JsonValue, number: string): JsonValue | undefined =>
  found(value, '*').find((one) => textAt(one.value, 'trackingNumber') === number)?.value;

/** Nothing but what is signed here is read of such a notification. */
function signedIn(body: Uint8Array): readonly Uint8Array[] {
  const read = readJson(body);
  const [timestamp, payload] = read.ok ? [pick(read.value, 'timestamp'), pick(read.value, 'payload')] : [];
  return typeof payload === 'string' && timestamp !== undefined ? [Buffer.from(`${asText(timestamp)}${payload}`)] : [];
}

/** USPS as a source: Tracking API v3 with its subscriptions, and the older XML service. */
export const plugin = definePlugin({
  id: 'usps',
  name: 'USPS',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: {
    /**
     * Subscriptions made with a secret sign: HMAC-SHA256 in `x-hmac`, of version 3.2 over the timestamp and the text of the
     * payload, else over the raw body. What hands them on may send the secret.
     */
    verify(request) {
      const signature = header(request.headers, 'x-hmac');
      if (signature === null) return RELAYED.verify(request);
      const signed = [request.body, ...signedIn(request.body)];
      return anySecret(request.secrets, (secret) =>
        (['base64', 'hex'] as const).some((encoding) =>
          signed.some((data) => hmacMatches({ algorithm: 'sha256', encoding, secret, data, signature })),
        ),
      );
    },
  },
  pull: pullBatch<Settings>({
    batchSize: 35,
    budget: { requests: 60, perSeconds: 3_600 },
    authorize: clientCredentials<Settings>({
      url: ({ baseUrl }) => `${baseUrl}/oauth2/v3/token`,
      credentials: ({ clientId, clientSecret }) =>
        clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
      in: 'form',
    }),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/tracking/v3r2/tracking`,
      ...postJson(numbers.map((trackingNumber) => ({ trackingNumber }))),
    }),
    judge({ value }, number) {
      const own = entryOf(value, number);
      if (own === undefined) return null;
      const error = errorIn(own);
      if (error !== null) return notFoundYet(error);
      return found(own, 'trackingEvents.*').length === 0 && !holds(own, 'status') ? notFoundYet('no events yet') : null;
    },
    part: ({ value }, number) => entryOf(value, number) ?? null,
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [apiTracking, xmlTracking, xmlError] }),
});
