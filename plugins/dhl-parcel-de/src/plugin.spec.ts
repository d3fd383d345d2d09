import { join } from 'node:path';
import { bytes, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
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

it.each([
  ['DSPSD', 'ZU', 'TERMINATED'],
  ['RETRN', 'BV', 'RETURNING'],
  ['QQQQQ', 'PO', 'OUT_FOR_DELIVERY'],
])('reads %s with a detail that is not listed, %s: %s', (ice, standard, means) => {
  const event = `<data name="piece-event" event-timestamp="10.03.2026 08:31" event-status="Qqq" ice="${ice}" ric="QQQQQ" standard-event-code="${standard}"/>`;
  const piece = `<data name="piece-shipment" error-status="0" piece-code="00340000000000000001"><data name="piece-event-list">${event}</data></data>`;
  const { milestones } = plugin.normalize(rawInput(`<data name="piece-shipment-list" code="0">${piece}</data>`));
  expect(milestones).toMatchObject([{ code: means, sourceCode: ice, sourceSubCode: 'QQQQQ' }]);
});
