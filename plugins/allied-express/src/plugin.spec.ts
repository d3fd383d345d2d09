import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'pass-for-tests', account: 'ACC1', baseUrl }),
  pull: {
    trackingNumbers: ['AEX0000001R'],
    routes: {
      'POST /ttws-ejb/TTWS': bytes(
        '<Envelope><Body><getShipmentsStatusResponse><result/></getShipmentsStatusResponse></Body></Envelope>',
        'text/xml',
      ),
    },
  },
});
