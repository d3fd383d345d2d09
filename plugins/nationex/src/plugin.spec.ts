import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key-for-tests', customerId: '100000', baseUrl }),
  pull: {
    trackingNumbers: ['100000001'],
    routes: { 'GET /Shipments/*': json({ ShipmentId: 100000001, StatusHistories: [] }) },
  },
});
