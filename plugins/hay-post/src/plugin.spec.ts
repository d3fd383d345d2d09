import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ token: 'token-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['PAS000000001AM'],
    routes: { 'GET /api/*': json({ order: { trackingId: 'PAS000000001AM' }, orderStateHistories: [] }) },
  },
});
