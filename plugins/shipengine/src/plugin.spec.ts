import { createSign, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { json, pushRequest, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [KEY, OLD_KEY, ANOTHER_KEY] = [pair(), pair(), pair()];
const pem = ({ publicKey }: ReturnType<typeof pair>) => publicKey.export({ type: 'spki', format: 'pem' }).toString();

function signed(body: Uint8Array, now: string, { privateKey }: ReturnType<typeof pair>): Record<string, string> {
  const signature = createSign('sha256').update(`${now}.`).update(body).sign(privateKey, 'base64');
  return {
    'x-shipengine-rsa-sha256-key-id': 'key-1',
    'x-shipengine-rsa-sha256-signature': signature,
    'x-shipengine-timestamp': now,
  };
}

const answer = (number: string) =>
  json({ tracking_number: number, status_code: 'DE', actual_delivery_date: '2025-04-10T17:02:00Z', events: [] });

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: pem(KEY), apiKey: 'an-api-key', defaultCarrier: 'fedex', baseUrl }),
  push: {
    secrets: [pem(KEY), pem(OLD_KEY)],
    sign: ({ body, secret, now }) =>
      signed(body, now, [KEY, OLD_KEY].find((key) => pem(key) === secret) ?? ANOTHER_KEY),
    covers: 'body',
    staleAfterSeconds: 300,
  },
  pull: {
    trackingNumbers: ['1Z0000000000000035'],
    routes: { 'GET /v1/tracking': answer('1Z0000000000000035') },
  },
});

it('finds the key in the set that ShipEngine publishes', () => {
  const { receivedAt: now } = rawInput({});
  const keys = JSON.stringify({ keys: [{ ...KEY.publicKey.export({ format: 'jwk' }), kid: 'key-1' }] });
  const verdict = (secret: string, id: string) =>
    plugin.push?.verify({
      ...pushRequest('{}', { ...signed(Buffer.from('{}'), now, KEY), 'x-shipengine-rsa-sha256-key-id': id }, [secret]),
      now,
    }).accepted;
  expect([verdict(keys, 'key-1'), verdict(keys, 'key-2'), verdict('{"keys":[]}', 'key-1')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('takes a secret that is sent along, but never the keys themselves', () => {
  const verdict = (secret: string) =>
    plugin.push?.verify(pushRequest('{}', { 'x-webhook-secret': secret }, [secret])).accepted;
  expect([verdict('a-secret'), verdict(pem(KEY)), verdict('{"keys":[]}')]).toEqual([true, false, false]);
});
