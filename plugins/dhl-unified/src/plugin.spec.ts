import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', apiKey: 'key-for-tests', baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['00340000000000000001'],
    routes: {
      'GET /track/shipments': json({ shipments: [{ id: '00340000000000000001', service: 'parcel-de', events: [] }] }),
    },
  },
});

it.each([
  ['ZN', 'Es erfolgt eine Rücksendung an den Absender.', 'RETURNING'],
  ['BV', 'The shipment is being returned to the sender', 'RETURNING'],
  ['BV', 'The shipment was damaged', 'EXCEPTION'],
  ['ZN', 'ZN', 'ATTEMPT_FAILED'],
  ['ZU', 'The shipment was destroyed', 'TERMINATED'],
  ['ZU', 'The shipment has been successfully delivered', 'DELIVERED'],
  ['LA', 'The shipment is ready for pick-up at the retail outlet', 'AVAILABLE_FOR_PICKUP'],
  ['LA', 'The shipment is in storage', 'HELD'],
])('reads %s with "%s"', (code, text, means) =>
  expect(plugin.codes.find({ code, text, service: 'parcel-de' })).toMatchObject({ means }),
);

it.each([
  ['transit', 'EN ROUTE TO DHL ECOMMERCE OR AWAITING PROCESSING', 'LABEL_CREATED'],
  ['pre-transit', 'EN ROUTE TO DHL ECOMMERCE DISTRIBUTION CENTER', 'LABEL_CREATED'],
  ['transit', 'PACKAGE RECEIVED AT DHL ECOMMERCE DISTRIBUTION CENTER', 'ACCEPTED'],
  ['failure', 'UNDELIVERABLE - RETURNED TO SENDER', 'RETURNING'],
  ['delivered', 'RETURNED TO SENDER', 'RETURNED'],
  ['transit', 'EN ROUTE', 'IN_TRANSIT'],
])('reads %s with "%s" of DHL eCommerce', (code, text, means) =>
  expect(plugin.codes.find({ code, text, service: 'ecommerce' })).toMatchObject({ means }),
);

it.each([
  [
    'The customs clearance process for import into the destination country/region has been completed.',
    'CUSTOMS_CLEARED',
  ],
  ['Der Zollabfertigungsprozess für den Import ins Zielland/Zielgebiet wurde abgeschlossen.', 'CUSTOMS_CLEARED'],
  ['The customs clearance process for import into the destination country/region has started.', 'CUSTOMS_STARTED'],
])('tells the end of customs from its start: "%s"', (text, means) =>
  expect(plugin.codes.find({ code: 'transit', text, service: 'parcel-de' })).toMatchObject({ means }),
);

it.each([
  ['NOTIFICATION_FOR_PARCELSTATION_COLLECTION_HAS_BEEN_SENT', 'IN_DELIVERY', 'AVAILABLE_FOR_PICKUP'],
  ['PARCEL_RETURNED_FROM_ROUTE', 'UNDERWAY', 'IN_TRANSIT'],
  ['A_STATUS_OF_TOMORROW', 'LEG', 'LABEL_CREATED'],
  ['A_STATUS_OF_TOMORROW', 'CUSTOMS', 'IN_TRANSIT'],
  ['A_STATUS_OF_TOMORROW', 'INTERVENTION', 'INFORMATION'],
])('reads the status %s of the category %s in the Benelux', (status, category, means) => {
  const event = { status, category, timestamp: '2026-11-24T15:02:00Z' };
  const { milestones } = plugin.normalize(rawInput([{ barcode: 'JVGL00000000000101', events: [event] }]));
  expect(milestones).toMatchObject([{ code: means, sourceCode: status }]);
});

it.each([
  ['20-907', 'transit', 'AVAILABLE_FOR_PICKUP'],
  ['21-908', 'delivered', 'DELIVERED'],
  ['56-909', 'failure', 'RETURNING'],
])('reads the event %s of DHL Freight', (status, statusCode, means) => {
  const events = [{ timestamp: '2026-03-12T10:00:00+01:00', statusCode, status, description: status }];
  const { milestones } = plugin.normalize(rawInput({ shipments: [{ id: '1234567890', service: 'freight', events }] }));
  expect(milestones).toMatchObject([{ code: means }]);
});
