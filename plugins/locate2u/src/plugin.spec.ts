import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    clientId: 'id',
    clientSecret: 'client-secret-for-tests',
    authUrl: baseUrl,
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['160001'],
    routes: {
      'POST /connect/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /api/v1/stops/*': json({ stopId: 160001, status: 'Pending' }),
    },
  },
});
