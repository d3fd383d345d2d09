import { join } from 'node:path';
import { parseConfig, type FollowOutcome } from '@whereabouts/plugin-sdk';
import { json, pullContext, rawInput, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const settings = (baseUrl: string) => ({
  webhookSecret: 'secret',
  apiKey: 'key',
  apiSecret: 'secret',
  apiKeyV2: 'v2',
  currency: 'USD',
  baseUrl,
  baseUrlV2: `${baseUrl.replace('127.0.0.1', 'localhost')}`,
});

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['9400100000000000000011'],
    follow: (baseUrl) => `${baseUrl}/shipments?batchId=1`,
    routes: {
      'GET /shipments': json({
        shipments: [{ shipmentId: 1, trackingNumber: '9400100000000000000011', createDate: '2026-03-02T14:29:28.583' }],
        total: 1,
      }),
    },
  },
});

it('has no prices of an order where nobody says in which currency they are', () => {
  const order = {
    orderId: 1,
    orderNumber: '1',
    orderStatus: 'shipped',
    orderTotal: 5,
    items: [{ unitPrice: 5, quantity: 1 }],
  };
  expect(plugin.normalize(rawInput(order)).orders).toEqual([{ number: '1', externalId: '1' }]);
});

describe('a link', () => {
  async function followed(link: (url: string) => string) {
    const server = await sourceServer({ '*': json({ orders: [], total: 0 }) });
    const config = parseConfig(plugin, settings(server.url));
    if (!config.ok) throw new Error('settings');
    const outcome: FollowOutcome | undefined = await plugin.pull?.follow?.(
      link(server.url),
      pullContext(config.config),
    );
    await server.close();
    return { outcome, requests: server.requests };
  }

  it('of V1 is read with key and secret, as much as fits on a page', async () => {
    const { outcome, requests } = await followed((url) => `${url}/orders?importBatch=7`);
    expect(outcome).toMatchObject({ ok: true });
    expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('key:secret').toString('base64')}`);
    expect(requests[0]?.query.toString()).toBe('importBatch=7&pageSize=500');
  });

  it('of V2 is read with its own key', async () => {
    const { outcome, requests } = await followed((url) => `${url.replace('127.0.0.1', 'localhost')}/v2/fulfillments`);
    expect(outcome).toMatchObject({ ok: true });
    expect(requests[0]?.headers['api-key']).toBe('v2');
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    'https://ssapi.shipstation.com.evil.example/orders',
    'https://evil.example/orders',
    'http://ssapi.shipstation.com/orders',
    'https://ssapi.shipstation.com@evil.example/',
    'not a link',
  ])('to %s is refused, and nobody is asked', async (link) => {
    const { outcome, requests } = await followed(() => link);
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'Malformed' } });
    expect(requests).toEqual([]);
  });
});

it('takes several numbers out of the one field of an order that was marked as shipped', () => {
  const fulfillment = { fulfillmentId: 3, orderId: 7, trackingNumber: 'A1, B2', notifyErrorMessage: 'no such order' };
  const { shipments, issues } = plugin.normalize(rawInput(fulfillment), {});
  expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['A1', 'B2']);
  expect(issues.filter(({ kind }) => kind === 'source-error')).toHaveLength(1);
});

it('tells which orders were not taken in', () => {
  const results = [
    { orderId: 1, orderNumber: '1001', success: true, errorMessage: null },
    { orderId: 0, orderNumber: '1002', success: false, errorMessage: 'no address' },
  ];
  const kinds = (body: object) => plugin.normalize(rawInput(body), {}).issues;
  expect(kinds({ hasErrors: true, results })).toEqual([
    { path: '/results/1', problem: '1002: no address', kind: 'source-error' },
  ]);
  expect(kinds({ hasErrors: false, results: results.slice(0, 1) })).toMatchObject([{ kind: 'note' }]);
});

it.each([
  [[{ name: 'Example', canRefresh: true }]],
  [{ batches: [{ batch_id: 'se-1', status: 'completed' }] }],
  [{ orderId: 1, orderNumber: '1001' }],
])('notes what says nothing of an order or a parcel: %j', (body) => {
  expect(plugin.normalize(rawInput(body), {}).issues).toMatchObject([{ path: '', kind: 'note' }]);
});
