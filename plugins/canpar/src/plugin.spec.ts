import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user@shop.example', password: 'pass-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['D000000000000000000001'],
    routes: {
      'POST /canshipws/*': bytes(
        '<Envelope><Body><trackByBarcodeV2Response><return><result><barcode>D000000000000000000001</barcode></result></return></trackByBarcodeV2Response></Body></Envelope>',
        'text/xml',
      ),
    },
  },
});
