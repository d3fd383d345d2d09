import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    username: 'user',
    password: 'pass-for-tests',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['1000000001', '1000000002'],
    routes: {
      'GET /tracking': json({
        shipments: ['1000000001', '1000000002'].map((shipmentTrackingNumber) => ({
          shipmentTrackingNumber,
          events: [],
        })),
      }),
    },
  },
});
