import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ accountId: '000001', passPhrase: 'pass-phrase-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['323200000000000000000001'],
    routes: {
      'GET /item/323200000000000000000001/trackingInfo': bytes(
        '<itemTracking><itemCode>323200000000000000000001</itemCode></itemTracking>',
        'text/xml',
      ),
    },
  },
});
