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
  pullEach,
  readJson,
  secret,
  sharedSecretPush,
  textAt,
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
  pull: pullEach<Settings>({
    budget: { requests: 60, perSeconds: 3_600 },
    authorize: clientCredentials<Settings>({
      url: ({ baseUrl }) => `${baseUrl}/oauth2/v3/token`,
      credentials: ({ clientId, clientSecret }) =>
        clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
      in: 'form',
    }),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/tracking/v3/tracking/${encodeURIComponent(number)}?expand=DETAIL`,
      alsoRead: [400],
    }),
    judge: ({ value }) => {
      const message = textAt(value, 'error.message');
      if (message !== null) return notFoundYet(message);
      return found(value, 'trackingEvents.*').length === 0 && !holds(value, 'status')
        ? notFoundYet('no events yet')
        : null;
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [apiTracking, xmlTracking, xmlError] }),
});
