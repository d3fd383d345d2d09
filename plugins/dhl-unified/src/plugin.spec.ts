import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
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
