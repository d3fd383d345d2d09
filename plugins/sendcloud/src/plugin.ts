import {
  basicAuth,
  definePlugin,
  documentReader,
  header,
  line,
  optionalWebhookSecrets,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  signedPush,
  type Push,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { error, noNews, parcelEvent, parcels, parcelTracking, returns, tracking } from './documents';

const SIGNATURE = 'Sendcloud-Signature';
const signed = signedPush({ header: SIGNATURE, encoding: 'hex' });
const shared = sharedSecretPush();

/** Webhooks of an integration are signed with its secret key. Event subscriptions send along what they were given. */
const push: Push = {
  verify: (request) => (header(request.headers, SIGNATURE) === null ? shared : signed).verify(request),
};

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Public and secret key of an integration; only pull needs them. */
  publicKey: line().optional(),
  secretKey: secret().optional(),
  baseUrl: z.url().default('https://panel.sendcloud.sc'),
});

/** Sendcloud as a source: what European carriers say, relayed by webhook or asked for by number. */
export const plugin = definePlugin({
  id: 'sendcloud',
  name: 'Sendcloud',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullEach<z.output<typeof Settings>>({
    budget: { requests: 420, perSeconds: 60 },
    authorize: settingsHeaders(({ publicKey, secretKey }) =>
      publicKey === undefined || secretKey === undefined ? null : { authorization: basicAuth(publicKey, secretKey) },
    ),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/api/v3/parcels/tracking/${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({
    kinds: [parcelEvent, parcelTracking, tracking, returns, parcels, error, noNews],
  }),
});
