import {
  asList,
  asObject,
  clientCredentials,
  definePlugin,
  failed,
  isZone,
  line,
  malformed,
  notFoundYet,
  optionalWebhookSecrets,
  pick,
  publicKeyPush,
  pullBytes,
  pullEach,
  secret,
  type HostContext,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { normalize } from './documents';

const Settings = z.object({
  /** Extensiv's public key, as `GET /events/webhook/key` gives it. */
  ...optionalWebhookSecrets,
  /** Client id and secret as the warehouse hands them out, and the user they act for. For orders that webhooks only name. */
  clientId: secret().optional(),
  clientSecret: secret().optional(),
  userLoginId: line().optional(),
  /** IANA zone of the warehouse: no time says its own. */
  timeZone: z.string().trim().refine(isZone, 'is not a time zone').optional(),
  baseUrl: z.url().default('https://secure-wms.com'),
});
type Config = z.output<typeof Settings>;

const authorize = clientCredentials<Config>({
  url: ({ baseUrl }) => `${baseUrl}/AuthServer/api/Token`,
  credentials: ({ clientId, clientSecret }) =>
    clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
  in: 'header',
  json: ({ userLoginId }) => ({
    grant_type: 'client_credentials',
    ...(userLoginId === undefined ? {} : { [/^\d+$/.test(userLoginId) ? 'user_login_id' : 'user_login']: userLoginId }),
  }),
});

const LIST = 'http://api.3plCentral.com/rels/orders/order';

/** Orders are followed by their id. */
async function follow(link: string, context: HostContext<Config>) {
  const [, id] = /^orders\/(\d{1,12})$/.exec(link) ?? [];
  if (id === undefined) return failed(malformed('not an order of the warehouse'));
  const access = await authorize(context);
  if (!access.ok) return access;
  const url = `${context.config.baseUrl}/orders/${id}?detail=All&itemdetail=All`;
  const answer = await pullBytes(context, { url, headers: { accept: 'application/hal+json', ...access.headers } });
  if (!answer.ok && answer.error.kind === 'Unauthorized') authorize.forget?.(context);
  return answer;
}

/** Extensiv 3PL Warehouse Manager (once 3PL Central) as a warehouse: event notifications, orders, packages and stock. */
export const plugin = definePlugin<Config>({
  id: 'extensiv',
  name: 'Extensiv 3PL Warehouse Manager',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'WAREHOUSE',
  variants: [{ id: 'extensiv-3plcentral', name: '3PL Central' }],
  capabilities: ['push', 'pull', 'follow'],
  config: Settings,
  codes: CODES,
  push: publicKeyPush('signature'),
  pull: pullEach<Config>({
    // No limit is published.
    budget: { requests: 60, perSeconds: 60 },
    authorize,
    request(number, { baseUrl }) {
      // The value is decoded twice: once as a parameter, and once by the query language.
      const rql = `routingInfo.trackingNumber==${encodeURIComponent(number)}`;
      const url = `${baseUrl}/orders?${new URLSearchParams({ rql, detail: 'All', itemdetail: 'All' }).toString()}`;
      return { url, headers: { accept: 'application/hal+json' } };
    },
    judge: ({ value }) =>
      asList(asObject(pick(value, '_embedded'))?.[LIST]).length === 0 &&
      asList(pick(value, 'ResourceList')).length === 0
        ? notFoundYet('the warehouse has no order with this number')
        : null,
    follow,
  }),
  normalize,
});
