import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    clientId: 'id',
    clientSecret: 'client-secret-for-tests',
    refreshToken: 'refresh-token-for-tests',
    authUrl: baseUrl,
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['TBA000000000001'],
    routes: {
      'POST /auth/o2/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /shipping/v2/tracking': json({ payload: { trackingId: 'TBA000000000001', eventHistory: [] } }),
    },
  },
});
