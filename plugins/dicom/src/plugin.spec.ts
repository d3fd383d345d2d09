import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'pass-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['W0000001'],
    routes: { 'GET /v1/tracking/*': json({ trackingNumber: 'W0000001', activities: [] }) },
  },
});
