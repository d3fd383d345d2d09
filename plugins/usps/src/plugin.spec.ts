import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

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
    trackingNumbers: ['9400100000000000000000'],
    routes: {
      'POST /oauth2/v3/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /tracking/v3/tracking/*': json({
        trackingNumber: '9400100000000000000000',
        status: 'Pre-Shipment',
        trackingEvents: [],
      }),
    },
  },
});
