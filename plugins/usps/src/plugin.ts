import {
  anySecret,
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
  postJson,
  pullBatch,
  secret,
  sharedSecretPush,
  textAt,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { apiTracking } from './api';
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
    /** Subscriptions made with a secret sign the raw body: HMAC-SHA256 in `x-hmac`. What hands them on may send the secret. */
    verify(request) {
      const signature = header(request.headers, 'x-hmac');
      if (signature === null) return RELAYED.verify(request);
      return anySecret(request.secrets, (secret) =>
        (['base64', 'hex'] as const).some((encoding) =>
          hmacMatches({ algorithm: 'sha256', encoding, secret, data: request.body, signature }),
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
      const message = textAt(own, 'error.message', 'error.errors.0.detail');
      if (message !== null) return notFoundYet(message);
      return found(own, 'trackingEvents.*').length === 0 && !holds(own, 'status') ? notFoundYet('no events yet') : null;
    },
    part: ({ value }, number) => entryOf(value, number) ?? null,
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [apiTracking, xmlTracking, xmlError] }),
});
