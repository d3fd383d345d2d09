import { join } from 'node:path';
import {
  hmac,
  json,
  pullContext,
  pushRequest,
  rawInput,
  sourceServer,
  testPlugin,
  type SourceServer,
} from '@whereabouts/plugin-testkit';
import { parseConfig, STANDARD_WEBHOOKS_TOLERANCE_SECONDS, type PullContext } from '@whereabouts/plugin-sdk';
import { plugin } from './plugin';
import type { Config } from './settings';

const settings = (baseUrl: string) => ({
  webhookSecret: 'a-secret-for-tests',
  storeHash: 'abc123',
  accessToken: 'token-for-tests',
  baseUrl,
});
const order = { id: 7, status_id: 11, status: 'Awaiting Fulfillment', date_created: 'Mon, 02 Mar 2026 09:00:00 +0000' };
const routes = {
  'GET /stores/abc123/v2/orders/7': json({ ...order, staff_notes: 'Gift', products: { url: 'x', resource: 'y' } }),
  'GET /stores/abc123/v2/orders/7/products': json([{ sku: 'MUG', name: 'Mug', quantity: 1, price_inc_tax: '9.00' }]),
  'GET /stores/abc123/v2/orders/7/shipping_addresses': json([{ city: 'Austin', country_iso2: 'US' }]),
  'GET /stores/abc123/v2/orders/7/shipments': json('', 204),
};

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: {
    covers: 'body',
    staleAfterSeconds: STANDARD_WEBHOOKS_TOLERANCE_SECONDS,
    sign({ body, secret, now }) {
      const timestamp = String(Math.floor(Date.parse(now) / 1000));
      return {
        'webhook-id': 'msg_1',
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${hmac('sha256', 'base64', secret, `msg_1.${timestamp}.`, body)}`,
      };
    },
  },
  pull: { trackingNumbers: [], follow: () => 'orders/7', routes },
  act: { routes: { '*': json(order) } },
});

it('takes an older webhook, which is not signed, by the secret in its own header, and none with a wrong signature', () => {
  const verdict = (headers: Record<string, string>) =>
    plugin.push?.verify(pushRequest(Buffer.from('{}'), headers, ['hush'])).accepted;
  expect(verdict({ 'x-webhook-secret': 'hush' })).toBe(true);
  expect(verdict({ 'x-webhook-secret': 'loud' })).toBe(false);
  expect(verdict({ 'x-webhook-secret': 'hush', 'webhook-signature': 'v1,AAAA' })).toBe(false);
});

describe('an order', () => {
  async function withServer<T>(use: (context: PullContext<Config>, server: SourceServer) => Promise<T>): Promise<T> {
    const server = await sourceServer({ ...routes, 'PUT /stores/abc123/v2/orders/7': json(order) });
    const parsed = parseConfig(plugin, settings(server.url));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const result = await use(pullContext(parsed.config), server);
    await server.close();
    return result;
  }
  it('is read with its lines, address and shipments, of which there may be none', () =>
    withServer(async (context, server) => {
      const read = await plugin.pull?.follow?.('orders/7', context);
      expect(server.requests[0]?.headers['x-auth-token']).toBe('token-for-tests');
      expect(read?.ok && plugin.normalize(rawInput(read.body)).orders).toMatchObject([
        { number: '7', destination: { city: 'Austin', country: 'US' } },
      ]);
      expect(await plugin.pull?.follow?.('https://elsewhere.example/orders/7', context)).toMatchObject({
        ok: false,
      });
    }));

  it('keeps the notes that it has, and gets none twice', () =>
    withServer(async (context, server) => {
      const note = (text: string) => plugin.act?.addOrderNote?.({ orderExternalId: '7', text }, context);
      expect(await note('Traced')).toEqual({ ok: true });
      expect(await note('Gift')).toEqual({ ok: true });
      const written = server.requests.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body));
      expect(written).toEqual([{ staff_notes: 'Gift\nTraced' }]);
    }));
});

it('takes several numbers out of the one field', () => {
  const shipment = { id: 3, order_id: 7, tracking_number: 'A1, B2;A1', tracking_carrier: 'ups', items: [] };
  const { shipments, milestones } = plugin.normalize(rawInput(shipment), {} as Config);
  expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['A1', 'B2']);
  expect(milestones.map(({ code, trackingNumber }) => [code, trackingNumber])).toEqual([
    ['HANDED_OVER', 'A1'],
    ['HANDED_OVER', 'B2'],
  ]);
});

it('takes messages on an order for no errors, and keeps nothing of them', () => {
  const messages = [{ id: 1, order_id: 7, type: 'customer', subject: 'Late', message: 'Where is it?', status: 'read' }];
  const { issues } = plugin.normalize(rawInput(messages), {} as Config);
  expect(issues).toMatchObject([{ kind: 'note' }]);
  expect(JSON.stringify(issues)).not.toContain('Where');
});
