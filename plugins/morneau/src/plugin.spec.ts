import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ token: 'token-for-tests', callerId: 'C1', baseUrl }),
  pull: {
    trackingNumbers: ['80000000000001'],
    routes: { 'GET /Tracking/*': json({ OrderTracking: { BillId: '80000000000001', History: [] } }) },
  },
});
