import {
  basicAuth,
  definePlugin,
  failed,
  malformed,
  notFoundYet,
  optionalWebhookSecrets,
  pullBytes,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  textAt,
  unauthorized,
  type FollowOutcome,
  type HostContext,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { normalize } from './documents';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Key and secret of API V1: for look-ups, and for what V1's webhooks point to. */
  apiKey: secret().optional(),
  apiSecret: secret().optional(),
  /** Key of API V2, for what its webhooks point to. */
  apiKeyV2: secret().optional(),
  /** Of the account: no document says it. Without it orders have no prices. */
  currency: z.string().trim().length(3).optional(),
  baseUrl: z.url().default('https://ssapi.shipstation.com'),
  baseUrlV2: z.url().default('https://api.shipstation.com'),
});
type Config = z.output<typeof Settings>;

const basic = settingsHeaders<Config>(({ apiKey, apiSecret }) =>
  apiKey === undefined || apiSecret === undefined ? null : { authorization: basicAuth(apiKey, apiSecret) },
);

/** V1 spreads its accounts over numbered hosts, and its links name them. */
const isV1 = (link: URL, { baseUrl }: Config): boolean =>
  link.origin === new URL(baseUrl).origin || /^https:\/\/ssapi\d*\.shipstation\.com$/.test(link.origin);

/** Links of webhooks. Credentials go to ShipStation and nobody else. */
async function follow(link: string, context: HostContext<Config>): Promise<FollowOutcome> {
  const url = URL.parse(link);
  if (url !== null && isV1(url, context.config)) {
    const access = await basic(context);
    // As many as fit on a page: a link leads to all that was imported at a time.
    if (/^\/(orders|shipments|fulfillments)$/.test(url.pathname)) url.searchParams.set('pageSize', '500');
    return access.ok ? pullBytes(context, { url, headers: { accept: 'application/json', ...access.headers } }) : access;
  }
  if (url?.origin !== new URL(context.config.baseUrlV2).origin)
    return failed(malformed('the link does not lead to ShipStation'));
  const { apiKeyV2 } = context.config;
  if (apiKeyV2 === undefined) return failed(unauthorized('no key of API V2 is configured'));
  return pullBytes(context, { url, headers: { accept: 'application/json', 'api-key': apiKeyV2 } });
}

/** ShipStation as a warehouse: orders, labels and fulfillments of API V1, fulfillments, labels and tracking of V2. */
export const plugin = definePlugin<Config>({
  id: 'shipstation',
  name: 'ShipStation',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'WAREHOUSE',
  capabilities: ['push', 'pull', 'follow'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<Config>({
    budget: { requests: 40, perSeconds: 60 },
    authorize: basic,
    follow,
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/shipments?trackingNumber=${encodeURIComponent(number)}` }),
    judge: ({ value }) =>
      textAt(value, 'total') === '0' ? notFoundYet('ShipStation made no label with this number') : null,
  }),
  normalize,
});
