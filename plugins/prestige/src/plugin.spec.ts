import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ baseUrl }),
  pull: {
    trackingNumbers: ['PS00000001'],
    routes: {
      'GET /TrackingHandler.ashx': json([
        { TrackingNumber: 'PS00000001', TrackingEventHistory: [{ EventCode: 'EVENT_302' }] },
      ]),
    },
  },
});
