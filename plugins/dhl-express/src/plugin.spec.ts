import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { areaOf } from './area';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'pass-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['1000000001', '1000000002'],
    routes: {
      'GET /tracking': json({
        shipments: ['1000000001', '1000000002'].map((shipmentTrackingNumber) => ({
          shipmentTrackingNumber,
          events: [],
        })),
      }),
    },
  },
});

it.each([
  ['SPRINGFIELD GARDENS,NY-USA', { city: 'SPRINGFIELD GARDENS', region: 'NY', country: 'USA' }],
  ['LONDON-HEATHROW - UK', { city: 'LONDON-HEATHROW', region: null, country: 'UK' }],
  ['ROTTERDAM - DEN HAAG - NETHERLANDS, THE', { city: 'ROTTERDAM', region: null, country: 'NETHERLANDS, THE' }],
  ['PRAGUE - CZECH REPUBLIC, THE', { city: 'PRAGUE', region: null, country: 'CZECH REPUBLIC' }],
  ['SEOUL - KOREA, REPUBLIC OF (SOUTH K.)', { city: 'SEOUL', region: null, country: 'KR' }],
  ['New York, NY', { city: 'New York', region: 'NY', country: 'US' }],
  ['Prague', { city: 'Prague', region: null, country: null }],
])('reads the service area %s', (text, expected) => expect(areaOf(null, text)).toMatchObject(expected));

it('does not take a delivery of a part for the end of the journey', () => {
  const events = [{ date: '2026-03-11', time: '14:00:00', typeCode: 'PD', description: 'Partial delivery' }];
  const { milestones } = plugin.normalize(rawInput({ shipments: [{ shipmentTrackingNumber: '1000000001', events }] }));
  expect(milestones).toMatchObject([{ code: 'IN_TRANSIT', reasons: ['delivery.partial'] }]);
});

it.each([
  ['Returned to shipper', 'RETURNING'],
  ['Delivered - Damaged', 'DELIVERED'],
  ['Delivery not accepted', 'ATTEMPT_FAILED'],
  ['Shipment delivered to a DHL ServicePoint', 'AVAILABLE_FOR_PICKUP'],
])('reads "%s" without a code', (text, means) =>
  expect(plugin.codes.find({ code: null, text })).toMatchObject({ means }),
);

it.each(['MF', 'EM', 'DG', 'PW'])('knows the checkpoint %s', (code) =>
  expect(plugin.codes.find({ code })).not.toBeNull(),
);
