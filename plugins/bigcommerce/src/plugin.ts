import {
  actRequest,
  definePlugin,
  failed,
  followOnly,
  header,
  joinedAnswer,
  malformed,
  pullBytes,
  readJson,
  sharedSecretPush,
  standardWebhooksPush,
  asObject,
  type HostContext,
  type JsonValue,
  type JsonAnswer,
  type Push,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { normalize } from './documents';
import { authorize, ordersOf, Settings, type Config } from './settings';

const signed = standardWebhooksPush();
const unsigned = sharedSecretPush();

/** Webhooks are signed with the app's client secret. Older ones are not: these bring a secret in a header of their own. */
const push: Push = {
  verify: (request) => (header(request.headers, 'webhook-signature') === null ? unsigned : signed).verify(request),
};

/** One resource of an order. A list of nothing is answered with 204 and no body. */
async function read(path: string, context: HostContext<Config>): Promise<JsonAnswer> {
  const access = await authorize(context);
  if (!access.ok) return access;
  const headers = { accept: 'application/json', ...access.headers };
  const answer = await pullBytes(context, { url: `${ordersOf(context.config)}/${path}`, headers, mayBeEmpty: true });
  if (!answer.ok) return answer;
  if (answer.status === 204) return { ...answer, value: [] };
  const json = readJson(answer.body);
  if (!json.ok) return failed(malformed(`the answer is not JSON: ${json.problem}`));
  return { ...answer, value: json.value };
}

const PARTS = ['products', 'shipping_addresses', 'shipments'] as const;

/** The order with its lines, addresses and shipments: four answers of the API as one document. */
const pull = followOnly<Config>(
  async (link, context) => {
    const [, id] = /^orders\/(\d{1,20})$/.exec(link) ?? [];
    if (id === undefined) return failed(malformed('not an order of BigCommerce'));
    const order = await read(id, context);
    if (!order.ok) return order;
    const joined: Record<string, JsonValue> = { ...asObject(order.value) };
    for (const part of PARTS) {
      const answer = await read(`${id}/${part}?limit=250`, context);
      if (!answer.ok) return answer;
      joined[part] = answer.value;
    }
    return joinedAnswer(joined);
  },
  { requests: 30, perSeconds: 30 },
);

/** BigCommerce as a storefront. No pull: orders cannot be looked up by tracking number. */
export const plugin = definePlugin<Config>({
  id: 'bigcommerce',
  name: 'BigCommerce',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'STOREFRONT',
  capabilities: ['push', 'follow', 'addOrderNote'],
  config: Settings,
  codes: CODES,
  push,
  pull,
  act: {
    /** There is one text of notes: what is to be added is put at its end, unless it is there already. */
    async addOrderNote({ orderExternalId, text }, context) {
      const url = `${ordersOf(context.config)}/${encodeURIComponent(orderExternalId)}`;
      const order = await actRequest(context, authorize, { url, reference: 'staff_notes' });
      if (!order.ok) return order;
      const before = order.reference ?? '';
      if (before.includes(text)) return { ok: true };
      const staff_notes = before === '' ? text : `${before}\n${text}`;
      return actRequest(context, authorize, { url, method: 'PUT', json: { staff_notes } });
    },
  },
  normalize,
});
