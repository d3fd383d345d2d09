import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['LX000000015NL'],
    routes: { 'POST /': json({ ErrorLevel: 0, Error: '', Shipment: { TrackingNumber: 'LX000000015NL', Events: [] } }) },
  },
});
