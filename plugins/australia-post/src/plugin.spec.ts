import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key', password: 'password', accountNumber: '0123456789', baseUrl }),
  pull: {
    trackingNumbers: ['33ABC0000001'],
    routes: {
      'GET /shipping/v1/track': json({ tracking_results: [{ tracking_id: '33ABC0000001', trackable_items: [] }] }),
    },
  },
});
