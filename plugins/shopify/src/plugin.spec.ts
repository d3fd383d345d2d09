import { join } from 'node:path';
import { hmac, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: () => ({ webhookSecret: 'a-secret-for-tests' }),
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({ 'x-shopify-hmac-sha256': hmac('sha256', 'base64', secret, body) }),
  },
});
