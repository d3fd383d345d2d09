import { join } from 'node:path';
import { hmac, json, pushRequest, testPlugin } from '@whereabouts/plugin-testkit';
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
