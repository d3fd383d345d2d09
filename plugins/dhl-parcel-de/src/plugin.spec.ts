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

it.each([
  ['Being delivered.', 'OUT_FOR_DELIVERY'],
  ['Die Sendung wurde nicht erfolgreich zugestellt.', 'ATTEMPT_FAILED'],
  ['Der Absender wurde nicht angetroffen. Die Sendung konnte nicht abgeholt werden.', 'PICKUP_FAILED'],
  ['Die Sendung kann ab sofort in der Filiale abgeholt werden.', 'AVAILABLE_FOR_PICKUP'],
  ['The shipment was taken to the retail outlet, where it can be picked up.', 'AVAILABLE_FOR_PICKUP'],
  ['Die Sendung wird für die Verladung ins Zustellfahrzeug vorbereitet.', 'AT_DELIVERY_DEPOT'],
  [
    'The customs clearance process for import into the destination country/region has been completed.',
    'CUSTOMS_CLEARED',
  ],
  ['The customs clearance process for import into the destination country/region has started.', 'CUSTOMS_STARTED'],
  ['The shipment is being processed by customs', 'CUSTOMS_STARTED'],
  ["Sender's instructions are missing, with the result that the shipment has exceeded the storage period", 'RETURNING'],
  ["The shipment is being held at the delivery depot waiting for sender's instructions", 'HELD'],
  ['The pick-up was successful.', 'ACCEPTED'],
  ['The shipment was handed over to DHL.', 'ACCEPTED'],
  ['Die Sendung wurde angekündigt, aber noch nicht an DHL übergeben.', 'LABEL_CREATED'],
  ['Der Empfänger hat die Sendung aus der PACKSTATION abgeholt.', 'DELIVERED'],
  ['The shipment has been delivered', 'DELIVERED'],
  ['Die Sendung wurde in das Zustellfahrzeug geladen.', 'OUT_FOR_DELIVERY'],
])('reads the wording "%s"', (text, means) => expect(plugin.codes.find({ code: null, text })).toMatchObject({ means }));
