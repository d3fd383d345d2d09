import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hmac, json, pushRequest, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'a-webhook-secret', apiKey: 'an-api-key', baseUrl }),
  push: {
    sign: ({ body, secret }) => ({ 'aftership-hmac-sha256': hmac('sha256', 'base64', secret, body) }),
    covers: 'body',
  },
  pull: {
    trackingNumbers: ['1Z0000000000000035', 'EA000000015CN'],
    routes: { 'GET /trackings': json(readFileSync(join(fixtures, 'trackings.json'), 'utf8')) },
  },
});

it.each([
  ['Aftership-Hmac-Sha256', ''],
  ['as-signature-hmac-sha256', ''],
  ['am-webhook-signature', 'hmac-sha256='],
])('takes webhooks that are signed in %s', (name, prefix) => {
  const signature = hmac('sha256', 'base64', 'secret', '{}');
  const verify = (value: string) => plugin.push?.verify(pushRequest('{}', { [name]: value }, ['secret'])).accepted;
  expect([verify(prefix + signature), verify(`${prefix}x${signature}`)]).toEqual([true, false]);
});
