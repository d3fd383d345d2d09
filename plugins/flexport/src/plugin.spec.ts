import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { hmac, json, pullContext, pushRequest, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const shipment = (id: number) =>
  json({ _object: '/api/response', version: 2, data: { _object: '/shipment', id, status: 'departure_port' } });

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'secret', apiKey: 'key', baseUrl }),
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({ 'X-Hub-Signature-256': `sha256=${hmac('sha256', 'hex', secret, body)}` }),
  },
  pull: {
    trackingNumbers: ['600001', '600002'],
    routes: { 'GET /shipments/600001': shipment(600001), 'GET /shipments/600002': shipment(600002) },
  },
});

it('takes the older signature where it comes alone, and not instead of the newer one', () => {
  const older = { 'x-hub-signature': `sha1=${hmac('sha1', 'hex', 'secret', '{}')}` };
  const verify = (headers: Record<string, string>) =>
    plugin.push?.verify(pushRequest('{}', headers, ['secret'])).accepted;
  expect([verify(older), verify({ ...older, 'x-hub-signature-256': 'sha256=00' }), verify({})]).toEqual([
    true,
    false,
    false,
  ]);
});

it('asks for a token where there is no API key, and for ids only', async () => {
  const server = await sourceServer({
    'POST /oauth/token': json({ access_token: 'token', expires_in: 86400 }),
    'GET /shipments/600001': shipment(600001),
  });
  const config = parseConfig(plugin, { clientId: 'id', clientSecret: 'secret', baseUrl: server.url });
  if (!config.ok) throw new Error('settings');
  const outcomes = await plugin.pull?.fetch(['FLEX-600001', 'MSCU0000001'], pullContext(config.config));
  await server.close();
  expect(outcomes).toMatchObject([{ ok: true }, { ok: false, error: { kind: 'NotFoundYet' } }]);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer token']);
});
