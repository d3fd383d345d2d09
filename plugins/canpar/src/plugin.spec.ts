import { join } from 'node:path';
import { bytes, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
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

it.each([
  ['NL ', "Can't Find the Address-Checking Again!", { code: 'ATTEMPT_FAILED', reasons: ['address.not_found'] }],
  ['NH', 'Consignee Not Home', { code: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }],
  ['RTN', 'Returned to Sender', { code: 'RETURNING' }],
])('reads %s, "%s", of the tracking page', (code, text, means) => {
  const event = {
    code,
    code_description_en: text,
    local_date_time: '20260310 100000',
    address: { city: 'Guelph', province: 'ON', country: 'CA' },
  };
  const answer = { error: null, result: [{ barcode: 'D000000000000000000001', events: [event] }] };
  expect(plugin.normalize(rawInput(answer)).milestones).toMatchObject([means]);
});
