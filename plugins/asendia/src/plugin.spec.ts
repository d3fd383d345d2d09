import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ token: 'token-for-tests', customerId: 'C1', baseUrl }),
  pull: {
    trackingNumbers: ['ASE000000001CH'],
    routes: {
      'GET /api/customers/C1/tracking/*': json({
        trackingNumber: 'ASE000000001CH',
        trackingEvents: [{ id: 1, code: 'PU', time: '2026-03-09T14:30:00Z' }],
      }),
    },
  },
});
