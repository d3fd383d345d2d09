import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    apiKey: 'key-for-tests',
    apiSecret: 'secret-for-tests',
    username: 'user',
    password: 'pass-for-tests',
    baseUrl,
  }),
  pull: {
    trackingNumbers: ['00340000000000000001'],
    routes: {
      'GET /shipments': bytes(
        '<data name="piece-shipment-list" code="0"><data name="piece-shipment" error-status="0" piece-code="00340000000000000001"/></data>',
        'text/xml',
      ),
    },
  },
});
