import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key-for-tests', siteId: 'S1', baseUrl }),
  pull: {
    trackingNumbers: ['order-442'],
    routes: {
      'GET /tracking': json([
        {
          prefix: 'AXB',
          airWaybill: '00000001',
          packageReference: 'order-442',
          eventType: 'BKD',
          eventDate: '2026-03-09T13:03:17',
        },
      ]),
    },
  },
});
