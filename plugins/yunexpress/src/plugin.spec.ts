import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ customerNumber: 'C00001', apiSecret: 'api-secret-for-tests', baseUrl }),
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
