import {
  carrierOfNumber,
  clientCredentials,
  definePlugin,
  errorOfCode,
  failed,
  line,
  malformed,
  notFoundYet,
  optionalWebhookSecrets,
  pullBytes,
  pullEach,
  secret,
  sharedSecretPush,
  textAt,
  type HostContext,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { normalize } from './documents';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Of an application of Login with Amazon, and the refresh token that the seller's authorization gave. */
  clientId: line().optional(),
  clientSecret: secret().optional(),
  refreshToken: secret().optional(),
  authUrl: z.url().default('https://api.amazon.com'),
  /** Of the seller's region. */
  baseUrl: z.url().default('https://sellingpartnerapi-na.amazon.com'),
});
type Config = z.output<typeof Settings>;

const authorize = clientCredentials<Config>({
  url: ({ authUrl }) => `${authUrl}/auth/o2/token`,
  credentials: ({ clientId, clientSecret, refreshToken }) =>
    clientId === undefined || clientSecret === undefined || refreshToken === undefined
      ? null
      : { id: clientId, secret: clientSecret },
  in: 'form',
  form: ({ refreshToken }) => ({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '' }),
  toHeaders: (token) => ({ 'x-amz-access-token': token }),
});

const FBA = '/fba/outbound/2020-07-01';
/** What notifications point to, and where it is. */
const PATHS: Readonly<Record<string, (id: string) => string>> = {
  packages: (id) => `${FBA}/tracking?packageNumber=${id}`,
  'fulfillment-orders': (id) => `${FBA}/fulfillmentOrders/${id}`,
  orders: (id) => `/orders/v0/orders/${id}`,
};

async function follow(link: string, context: HostContext<Config>) {
  const [, kind = '', id = ''] = /^([a-z-]+)\/([^/?#]{1,50})$/.exec(link) ?? [];
  const path = Object.hasOwn(PATHS, kind) ? PATHS[kind]?.(encodeURIComponent(id)) : undefined;
  if (path === undefined || /^\.+$/.test(id)) return failed(malformed('not an order or package of Amazon'));
  const access = await authorize(context);
  if (!access.ok) return access;
  const headers = { accept: 'application/json', ...access.headers };
  const answer = await pullBytes(context, { url: `${context.config.baseUrl}${path}`, headers });
  if (!answer.ok && answer.error.kind === 'Unauthorized') authorize.forget?.(context);
  return answer;
}

/** Amazon Multi-Channel Fulfillment as a warehouse, and the marketplace's orders: Selling Partner API and notifications. */
export const plugin = definePlugin<Config>({
  id: 'amazon-mcf',
  name: 'Amazon Multi-Channel Fulfillment',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'WAREHOUSE',
  variants: [{ id: 'amazon-orders', name: 'Amazon orders' }],
  capabilities: ['push', 'pull', 'follow'],
  config: Settings,
  codes: CODES,
  /** Notifications come through EventBridge or a queue; whatever hands them on sends the secret along. */
  push: sharedSecretPush(),
  pull: pullEach<Config>({
    budget: { requests: 2, perSeconds: 1 },
    authorize,
    request(number, { baseUrl }) {
      const carrier = carrierOfNumber(number);
      if (carrier !== null)
        return notFoundYet(`Amazon knows parcels by its own numbers, and this one is of ${carrier}`);
      return {
        url: `${baseUrl}${FBA}/tracking?amazonFulfillmentTrackingNumber=${encodeURIComponent(number)}`,
        alsoRead: [400, 404],
      };
    },
    judge({ value, status }) {
      const code = textAt(value, 'errors.0.code');
      if (code === null) return status === 200 ? null : notFoundYet(`Amazon answered ${status}`);
      const words = `${code}: ${textAt(value, 'errors.0.message') ?? ''}`;
      return errorOfCode(code, words, {
        unauthorized: /^(Unauthorized|AccessDenied)$/,
        rateLimited: /^(TooManyRequests|QuotaExceeded)$/,
        waitMs: 1_000,
        notFoundYet: status === 200 ? /^NotFound$/ : /^(?!InternalFailure$)/,
      });
    },
    follow,
  }),
  normalize,
});
