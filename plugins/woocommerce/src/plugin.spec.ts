import { join } from 'node:path';
import { hmac, json, pullContext, rawInput, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { plugin } from './plugin';

const settings = (baseUrl: string) => ({
  webhookSecret: 'a-secret-for-tests',
  consumerKey: 'ck_for_tests',
  consumerSecret: 'cs_for_tests',
  trackingFrom: 'fulfillments',
  trackingNumberMeta: 'parcel_no',
  carrierMeta: 'parcel_carrier',
  timeZone: 'Europe/Lisbon',
  baseUrl,
});
const order = { id: 7, number: '7', status: 'processing', line_items: [], date_created_gmt: '2026-03-02T09:00:00' };

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({ 'x-wc-webhook-signature': hmac('sha256', 'base64', secret, body) }),
  },
  pull: {
    trackingNumbers: [],
    follow: () => 'orders/7',
    routes: { 'GET /wp-json/wc/v3/orders/7': json(order), 'GET /wp-json/wc/v3/orders/7/fulfillments': json([]) },
  },
  act: { routes: { '*': json({ id: 281 }, 201) } },
});

describe('a webhook of an order', () => {
  const topic = { headers: { 'x-wc-webhook-topic': 'order.updated' } };

  it('leads to the fulfillments where the parcels are kept there, and no further', () => {
    const follow = (body: object, trackingFrom: 'order' | 'fulfillments') =>
      plugin.normalize(rawInput(body, topic), { trackingFrom }).follow;
    expect(follow(order, 'fulfillments')).toEqual(['orders/7']);
    expect(follow(order, 'order')).toEqual([]);
    expect(follow({ ...order, fulfillments: [] }, 'fulfillments')).toEqual([]);
  });

  it('of another topic, of a deletion, and of a saved webhook are noted', () => {
    const noted = (body: object | string, headers = {}) =>
      plugin.normalize(rawInput(body, { headers })).issues.map(({ kind }) => kind);
    expect(noted({ id: 7 }, { 'x-wc-webhook-topic': 'order.deleted' })).toEqual(['note']);
    expect(noted({ id: 7, name: 'Mug' }, { 'x-wc-webhook-topic': 'product.updated' })).toEqual(['note']);
    expect(noted('webhook_id=5')).toEqual(['note']);
    expect(noted('webhook_id=five')).toEqual(['record']);
  });
});

it('finds the fulfillments of an order in the envelope that WooCommerce 10.1 gives them', () => {
  const fulfillment = {
    id: 1,
    entity_type: 'WC_Order',
    entity_id: '7',
    status: 'fulfilled',
    meta_data: [{ key: '_tracking_number', value: '1Z0000000000000001' }],
  };
  for (const fulfillments of [[fulfillment], { fulfillments: [fulfillment] }])
    expect(plugin.normalize(rawInput({ ...order, fulfillments }), {}).shipments).toMatchObject([
      { trackingNumber: '1Z0000000000000001', orderNumber: '7' },
    ]);
});

it.each(['A1,B2', 'A1; B2', ' A1, B2,'])('takes several numbers out of the one field: %s', (tracking_number) => {
  const meta_data = [{ key: '_wc_shipment_tracking_items', value: [{ tracking_number, tracking_id: 'x' }] }];
  const { shipments } = plugin.normalize(rawInput({ ...order, meta_data }), {});
  expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['A1', 'B2']);
});

it('reads an order with its fulfillments, and writes notes that the customer does not see', async () => {
  const server = await sourceServer({
    'GET /wp-json/wc/v3/orders/7': json(order),
    'GET /wp-json/wc/v3/orders/7/fulfillments': json([
      {
        id: 1,
        entity_type: 'WC_Order',
        entity_id: '7',
        status: 'fulfilled',
        date_updated: '2026-03-03T10:30:00',
        meta_data: [
          { key: '_tracking_number', value: '1Z0000000000000001' },
          { key: '_shipment_provider', value: 'ups' },
        ],
      },
    ]),
    'POST /wp-json/wc/v3/orders/7/notes': json({ id: 281 }, 201),
  });
  const parsed = parseConfig(plugin, settings(`${server.url}/`));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const context = pullContext(parsed.config);
  const read = await plugin.pull?.follow?.('orders/7', context);
  expect(read?.ok && plugin.normalize(rawInput(read.body)).shipments).toMatchObject([
    { trackingNumber: '1Z0000000000000001', carrier: 'ups', orderNumber: '7' },
  ]);
  expect(await plugin.pull?.follow?.('orders/7/../../users', context)).toMatchObject({ ok: false });
  expect(await plugin.act?.addOrderNote?.({ orderExternalId: '7', text: 'Traced' }, context)).toEqual({
    ok: true,
    reference: '281',
  });
  expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({ note: 'Traced', customer_note: false });
  await server.close();
});

it.each([
  ['a coupon', { id: 719, code: '10off', amount: '10.00', discount_type: 'percent' }],
  ['tax rates', [{ id: 72, country: 'US', rate: '4.0000', _links: { self: [{ href: 'https://shop.example/1' }] } }]],
])('takes %s for no news', (_what, body) => {
  const { milestones, issues } = plugin.normalize(rawInput(body), {});
  expect([milestones, issues.map(({ kind }) => kind)]).toEqual([[], ['note']]);
});
