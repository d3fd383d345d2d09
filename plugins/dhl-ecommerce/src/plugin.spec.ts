import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const NUMBER = '9361200000000000000001';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    clientId: 'id',
    clientSecret: 'client-secret-for-tests',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: [NUMBER],
    routes: {
      'POST /auth/v4/accesstoken': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /tracking/v4/package': json({ packages: [{ package: { trackingId: NUMBER }, events: [] }] }),
    },
  },
});
