import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', apiKey: 'key-for-tests', baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['00340000000000000001'],
    routes: {
      'GET /track/shipments': json({ shipments: [{ id: '00340000000000000001', service: 'parcel-de', events: [] }] }),
    },
  },
});
