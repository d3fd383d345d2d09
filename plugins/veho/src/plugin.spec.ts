import { join } from 'node:path';
import { hmac, json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', apiKey: 'key-for-tests', baseUrl }),
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({ 'x-veho-hmac-signature': hmac('sha256', 'base64', secret, body) }),
  },
  pull: {
    trackingNumbers: ['VEHO0000001'],
    routes: { 'GET /packages/*': json({ trackingNumber: 'VEHO0000001', events: [] }) },
  },
});
