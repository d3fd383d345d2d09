import { join } from 'node:path';
import { json, meaningOf, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

const answer = (shipments: readonly object[], fault?: string) =>
  json({
    TrackingInformationResponse: {
      ...(fault && { compositeFault: { faults: [{ faultCode: fault, explanationText: 'said' }] } }),
      shipments,
    },
  });

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'a-key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['00370726201234567895'],
    routes: {
      'GET /rest/shipment/v5/trackandtrace/findByIdentifier.json': answer([
        { shipmentId: '00370726201234567895', items: [{ itemId: '00370726201234567895', events: [] }] },
      ]),
    },
  },
});

describe('codes', () => {
  it.each([
    ['EN_ROUTE', 'The shipment item has been dropped off by sender.', 'ACCEPTED'],
    ['EN_ROUTE', 'The shipment item is under transportation.', 'IN_TRANSIT'],
    ['EN_ROUTE', 'The shipment item has arrived at the distribution terminal.', 'AT_DELIVERY_DEPOT ARRIVED'],
    ['EN_ROUTE', 'The delivery of the shipment item is in progress.', 'OUT_FOR_DELIVERY'],
    ['OTHER', 'E-mail notification has been sent to the recipient.', 'INFORMATION'],
    ['OTHER', 'The shipment item has been incorrectly sorted.', 'EXCEPTION carrier.missort'],
    ['AVAILABLE_FOR_DELIVERY', 'The shipment item has been delivered to a service point.', 'AVAILABLE_FOR_PICKUP'],
    ['DELIVERED', 'The shipment item has been delivered.', 'DELIVERED'],
    ['DELIVERED', "The shipment item has been delivered to the recipient's mailbox.", 'DELIVERED MAILBOX'],
    ['DELIVERED', "The shipment item has been delivered at the recipient's door.", 'DELIVERED SAFE_PLACE'],
    ['RETURNED', 'The shipment item is being returned to the sender.', 'RETURNING'],
    ['RETURNED', 'Shipment has been returned to sender.', 'RETURNED'],
  ])('%s "%s" is %s', (code, text, meaning) => expect(meaningOf(CODES, { code, text })).toBe(meaning));
});

it('says where an item was collected, also where an event has its status under the name of version 7', () => {
  const location = { countryCode: 'SWE', locationType: 'SERVICE_POINT' };
  const events = [{ eventTime: '2026-03-13T15:07:00', eventCode: '21', eventStatus: 'DELIVERED', location }];
  const shipments = [{ items: [{ itemId: '00370726201234567895', events }] }];
  expect(plugin.normalize(rawInput({ TrackingInformationResponse: { shipments } })).milestones).toMatchObject([
    { code: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  ]);
});
