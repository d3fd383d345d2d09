import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'pass-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['4050000000001'],
    routes: { 'GET /v1/tracklmc/*': json({ success: 1, results: { TrackingID: '4050000000001', Events: [] } }) },
  },
});
