import { createSign, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { json, pullContext, rawInput, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const [current, previous, other] = [pair(), pair(), pair()];
const keyOf = (secret: string) => [current, previous].find(({ publicKey }) => publicKey === secret) ?? other;

const fixture = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, '../fixtures', name), 'utf8'));
const settings = (baseUrl: string) => ({
  webhookSecret: current.publicKey,
  clientId: 'client',
  clientSecret: 'secret',
  userLoginId: '17',
  timeZone: 'America/Los_Angeles',
  baseUrl,
});
const TOKEN = { 'POST /AuthServer/api/Token': json({ access_token: 'T', token_type: 'Bearer', expires_in: 3600 }) };

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: {
    covers: 'body',
    secrets: [current.publicKey, previous.publicKey],
    sign: ({ body, secret }) => ({
      Signature: createSign('sha256').update(body).sign(keyOf(secret).privateKey, 'base64'),
    }),
  },
  pull: {
    trackingNumbers: ['1Z0000000000000045'],
    routes: {
      ...TOKEN,
      'GET /orders': json(fixture('orders.json')),
      'GET /orders/206001': json({ readOnly: { orderId: 206001, creationDate: '2026-03-09T08:02:11' } }),
    },
    follow: () => 'orders/206001',
  },
});

async function asked<T>(routes: Record<string, ReturnType<typeof json>>, ask: (context: never) => Promise<T>) {
  const server = await sourceServer({ ...TOKEN, ...routes });
  const config = parseConfig(plugin, settings(server.url));
  if (!config.ok) throw new Error('settings');
  const answer = await ask(pullContext(config.config) as never);
  await server.close();
  return { answer, requests: server.requests };
}

it('says that a number is not known', async () => {
  const { answer } = await asked({ 'GET /orders': json({ totalResults: 0, _embedded: {} }) }, (context) =>
    plugin.pull!.fetch(['1Z'], context),
  );
  expect(answer).toMatchObject([{ ok: false, error: { kind: 'NotFoundYet' } }]);
});

it('follows orders of the warehouse, and nothing else', async () => {
  const { answer, requests } = await asked(
    { 'GET /orders/206001': json({ readOnly: { orderId: 206001 } }) },
    (context) => plugin.pull!.follow!('orders/206001', context),
  );
  expect(answer).toMatchObject({ ok: true });
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ grant_type: 'client_credentials', user_login_id: '17' });
  const elsewhere = await asked({}, (context) => plugin.pull!.follow!('https://elsewhere.example/orders/1', context));
  expect(elsewhere.answer).toMatchObject({ ok: false, error: { kind: 'Malformed' } });
  expect(elsewhere.requests).toEqual([]);
});

it('takes several numbers out of the one field of an order without packages', () => {
  const order = {
    readOnly: { orderId: 7, isClosed: true, processDate: '2026-03-01T10:00:00' },
    referenceNum: '1001',
    routingInfo: { carrier: 'UPS', trackingNumber: 'A1, B2' },
  };
  const { shipments, milestones } = plugin.normalize(rawInput(order), {});
  expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['A1', 'B2']);
  expect(milestones.filter(({ code }) => code === 'HANDED_OVER').map(({ trackingNumber }) => trackingNumber)).toEqual([
    'A1',
    'B2',
  ]);
});

it.each([
  ['a receipt', { readOnly: { receiverId: 9, status: 1 }, referenceNum: 'IN-1' }],
  ['an item', { itemId: 4, sku: 'MUG-BLUE' }],
])('notes %s', (_what, body) => {
  expect(plugin.normalize(rawInput(body), {}).issues).toMatchObject([{ path: '', kind: 'note' }]);
});
