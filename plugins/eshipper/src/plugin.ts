import {
  clientCredentials,
  definePlugin,
  documentReader,
  found,
  line,
  notFoundYet,
  optionalWebhookSecrets,
  pullEach,
  secret,
  sharedSecretPush,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { error, events, nothing, order } from './documents';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Of a user of the API; only pull needs them. */
  username: line().optional(),
  password: secret().optional(),
  baseUrl: z.url().default('https://ww2.eshipper.com'),
});
type Config = z.output<typeof Settings>;

/** eShipper as a source: what Canadian carriers say, relayed or asked for by number. */
export const plugin = definePlugin<Config>({
  id: 'eshipper',
  name: 'eShipper',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<Config>({
    authorize: clientCredentials<Config>({
      url: ({ baseUrl }) => `${baseUrl}/api/v2/authenticate`,
      credentials: ({ username, password }) =>
        username === undefined || password === undefined ? null : { id: username, secret: password },
      in: 'form',
      json: ({ username = '', password = '' }) => ({ principal: username, credential: password }),
      tokenAt: 'token',
    }),
    request(number, { baseUrl }) {
      const query = new URLSearchParams({ includePublished: 'true', trackingNumbers: number });
      return { url: `${baseUrl}/api/v2/track/events?${query.toString()}` };
    },
    judge: ({ value }) => (found(value, '*').length > 0 ? null : notFoundYet('eShipper knows nothing of the number')),
  }),
  normalize: documentReader({ kinds: [events, order, error, nothing] }),
});
