import {
  actRequest,
  definePlugin,
  failed,
  followOnly,
  joinedAnswer,
  malformed,
  pullJson,
  signedPush,
  type JsonAnswer,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { normalize } from './documents';
import { apiOf, authorize, Settings, type Config } from './settings';

/** The order, and its parcels where they are kept apart: two answers of the API as one document. */
const pull = followOnly<Config>(
  async (link, context) => {
    if (!/^orders\/\d{1,20}$/.test(link)) return failed(malformed('not an order of WooCommerce'));
    const access = await authorize(context);
    if (!access.ok) return access;
    const read = (path: string): Promise<JsonAnswer> =>
      pullJson(context, { url: `${apiOf(context.config)}/${path}`, headers: access.headers });
    const order = await read(link);
    const resource = context.config.trackingFrom;
    if (!order.ok || resource === 'order') return order;
    const parcels = await read(`${link}/${resource}`);
    if (!parcels.ok) return parcels;
    const joined: JsonValue = { ...(order.value as object), [resource.replace('-', '_')]: parcels.value };
    return joinedAnswer(joined);
  },
  { requests: 60, perSeconds: 60 },
);

/** WooCommerce as a storefront. No pull: its API cannot be asked for a tracking number without the order. */
export const plugin = definePlugin<Config>({
  id: 'woocommerce',
  name: 'WooCommerce',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'STOREFRONT',
  capabilities: ['push', 'follow', 'addOrderNote'],
  config: Settings,
  codes: CODES,
  push: signedPush({ header: 'x-wc-webhook-signature', encoding: 'base64' }),
  pull,
  act: {
    addOrderNote: ({ orderExternalId, text }, context) =>
      actRequest(context, authorize, {
        url: `${apiOf(context.config)}/orders/${encodeURIComponent(orderExternalId)}/notes`,
        method: 'POST',
        json: { note: text, customer_note: false },
        reference: 'id',
      }),
  },
  normalize,
});
