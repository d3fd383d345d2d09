import { join } from 'node:path';
import { hmac, json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    clientId: 'id',
    clientSecret: 'client-secret-for-tests',
    baseUrl,
  }),
  push: { covers: 'body', sign: ({ body, secret }) => ({ 'fdx-signature': hmac('sha256', 'base64', secret, body) }) },
  pull: {
    trackingNumbers: ['790000000001', '790000000002'],
    routes: {
      'POST /oauth/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'POST /track/v1/trackingnumbers': json({
        output: {
          completeTrackResults: ['790000000001', '790000000002'].map((trackingNumber) => ({
            trackingNumber,
            trackResults: [{ trackingNumberInfo: { trackingNumber } }],
          })),
        },
      }),
    },
  },
});
