import {
  clientCredentials,
  definePlugin,
  documentReader,
  found,
  notFoundYet,
  optionalWebhookSecrets,
  pullEach,
  rateLimited,
  secret,
  signedPush,
  textAt,
  unauthorized,
  upstream,
  type JsonValue,
  type PullError,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { error, graphql, QUERY } from './graphql';
import { webhook } from './webhooks';

const Settings = z.object({
  /** `shared_signature_secret`: ShipHero says it once, when the webhook is made. */

  ...optionalWebhookSecrets,
  /** Of a developer user. Without it nothing is pulled. */
  refreshToken: secret().optional(),
  baseUrl: z.url().default('https://public-api.shiphero.com'),
});
type Config = z.output<typeof Settings>;

/** Errors come with status 200. 30: the credits for queries are used up, and when there will be enough. */
function judge(answer: JsonValue): PullError | null {
  const [error] = found(answer, 'errors.*');
  if (error === undefined)
    return found(answer, 'data.shipments.data.edges.*').length === 0
      ? notFoundYet('ShipHero does not know the number')
      : null;
  const message = textAt(error.value, 'message') ?? 'an error without a message';
  if (textAt(error.value, 'code') === '30') {
    const seconds = parseInt(textAt(error.value, 'time_remaining') ?? '', 10);
    return rateLimited('not enough credits', (Number.isFinite(seconds) ? seconds : 60) * 1000);
  }
  return /token|unauthori[sz]ed|permission/i.test(message) ? unauthorized(message) : upstream(message);
}

/** ShipHero as a warehouse: webhooks, and shipments by tracking number from its GraphQL API. */
export const plugin = definePlugin({
  id: 'shiphero',
  name: 'ShipHero',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'WAREHOUSE',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: signedPush({
    header: 'x-shiphero-hmac-sha256',
    encoding: 'base64',
    reply: { contentType: 'application/json', body: '{"code":"200","Status":"Success"}' },
  }),
  pull: pullEach<Config>({
    // Credits come back at 60 a second, and a look-up costs up to about 150.
    budget: { requests: 20, perSeconds: 60 },
    authorize: clientCredentials({
      url: ({ baseUrl }) => `${baseUrl}/auth/refresh`,
      credentials: ({ refreshToken }) => (refreshToken === undefined ? null : { id: '', secret: refreshToken }),
      in: 'form',
      json: ({ refreshToken = '' }) => ({ refresh_token: refreshToken }),
    }),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/graphql`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY, variables: { number } }),
    }),
    judge: ({ value }) => judge(value),
  }),
  normalize: documentReader({ kinds: [webhook, graphql, error] }),
});
