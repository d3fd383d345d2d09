import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['3STEST000000001'],
    routes: {
      'GET /shipment/v2/status/barcode/3STEST000000001': json({
        CurrentStatus: {
          Shipment: { Barcode: '3STEST000000001', Status: { TimeStamp: '10-03-2026 08:00:00', StatusCode: '2' } },
        },
      }),
    },
  },
});
