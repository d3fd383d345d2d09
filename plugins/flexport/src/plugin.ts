import {
  clientCredentials,
  definePlugin,
  documentReader,
  header,
  line,
  notFoundYet,
  optionalWebhookSecrets,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  signedPush,
  type Authorize,
  type Push,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { error, events, legs, noNews, shipments } from './documents';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** An API key; or client id and secret, which the newer accounts have. Only pull needs them. */
  apiKey: secret().optional(),
  clientId: line().optional(),
  clientSecret: secret().optional(),
  baseUrl: z.url().default('https://api.flexport.com'),
});
type Config = z.output<typeof Settings>;

const SHA256 = 'X-Hub-Signature-256';
const sha256 = signedPush({ header: SHA256, encoding: 'hex', prefix: 'sha256=' });
const sha1 = signedPush({ header: 'X-Hub-Signature', algorithm: 'sha1', encoding: 'hex', prefix: 'sha1=' });

/** Both signatures come; the older one counts only where the newer one is missing. */
const push: Push = {
  verify: (request) => (header(request.headers, SHA256) === null ? sha1 : sha256).verify(request),
};

const key = settingsHeaders<Config>(({ apiKey }) =>
  apiKey === undefined ? null : { authorization: `Bearer ${apiKey}` },
);
const oauth = clientCredentials<Config>({
  url: ({ baseUrl }) => `${baseUrl}/oauth/token`,
  credentials: ({ clientId, clientSecret }) =>
    clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
  in: 'form',
  json: ({ clientId = '', clientSecret = '', baseUrl }) => ({
    client_id: clientId,
    client_secret: clientSecret,
    audience: baseUrl,
    grant_type: 'client_credentials',
  }),
});
const authorize: Authorize<Config> = Object.assign(
  (context: Parameters<Authorize<Config>>[0]) => (context.config.apiKey === undefined ? oauth(context) : key(context)),
  oauth.forget === undefined ? {} : { forget: oauth.forget },
);

/** Flexport as a source: freight by sea, air, rail and truck. A shipment is known by its id. */
export const plugin = definePlugin<Config>({
  id: 'flexport',
  name: 'Flexport',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullEach<Config>({
    authorize,
    request(number, { baseUrl }) {
      const id = /^(?:FLEX-?)?(\d+)$/i.exec(number.trim())?.[1];
      if (id === undefined) return notFoundYet('Flexport is asked for ids of shipments, which are numbers');
      return { url: `${baseUrl}/shipments/${id}`, headers: { 'Flexport-Version': '2' } };
    },
    judge: ({ value }) => (pick(value, 'data') === null ? notFoundYet('Flexport knows nothing of the shipment') : null),
  }),
  normalize: documentReader({ kinds: [events, shipments, legs, error, noNews] }),
});
