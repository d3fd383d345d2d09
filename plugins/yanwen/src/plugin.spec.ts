import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ token: 'token-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['YW000000001'],
    routes: {
      'GET /api/tracking': json({
        code: 0,
        message: 'success',
        result: [
          {
            tracking_number: 'YW000000001',
            checkpoints: [{ time_stamp: '2026-03-09T18:52:19', time_zone: '+8', tracking_status: 'PU10' }],
          },
        ],
      }),
    },
  },
});
