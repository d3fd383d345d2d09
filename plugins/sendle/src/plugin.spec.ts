import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    sendleId: 'sendle-id',
    apiKey: 'key-for-tests',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['S0000001'],
    routes: {
      'GET /api/tracking/S0000001': json({
        state: 'Delivered',
        tracking_events: [
          { event_type: 'Delivered', scan_time: '2026-03-10T03:46:00Z', description: 'Parcel delivered' },
        ],
      }),
    },
  },
});
