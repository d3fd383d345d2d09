import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['8R00000000001'],
    routes: {
      'GET /suivi/v2/idships/8R00000000001': json([
        { returnCode: 200, shipment: { idShip: '8R00000000001', event: [] } },
      ]),
    },
  },
});
