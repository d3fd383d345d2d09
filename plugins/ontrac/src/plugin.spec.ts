import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    account: '00000',
    password: 'pass-for-tests',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['D10000000000001'],
    routes: {
      'GET /V7/*': bytes(
        '<OnTracTrackingResult><Shipments><Shipment><Tracking>D10000000000001</Tracking></Shipment></Shipments></OnTracTrackingResult>',
        'text/xml',
      ),
    },
  },
});
