import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    customerNumber: 'C00001',
    apiSecret: 'api-secret-for-tests',
    webhookSecret: 'a-webhook-secret',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['YT0000000000001'],
    routes: {
      'GET /api/Tracking/*': json({
        Item: { WaybillNumber: 'YT0000000000001', OrderTrackingDetails: [] },
        Code: '0000',
        Message: 'ok',
      }),
    },
  },
});
