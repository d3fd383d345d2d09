import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const NUMBER = 'H00AAA0000000001';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key-for-tests', referenceApiKey: 'reference-key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: [NUMBER],
    routes: {
      [`GET /parcels/reference/${NUMBER}`]: json({ parcelIdentifiers: [{ urn: 'urn:1' }] }),
      'GET /parcels': json({
        results: [
          {
            uniqueId: 'urn:1',
            trackingEvents: [
              {
                dateTime: '2026-03-10T12:00:00Z',
                trackingStage: { trackingStageCode: '5_COURIER' },
                trackingPoint: { trackingPointCode: 'DELIVERED_SAFE', description: 'Delivered' },
              },
            ],
          },
        ],
        failures: [],
      }),
    },
  },
});

it.each([
  [null, true, 'RETURNED'],
  ['Delivered', true, 'RETURNED'],
  [null, false, 'DELIVERED'],
])('reads the delivery of a parcel, described as %s and a return: %s, as %s', (description, returnParcel, means) => {
  const event = {
    dateTime: '2026-03-10T12:00:00Z',
    trackingStage: { trackingStageCode: '5_COURIER' },
    trackingPoint: { trackingPointCode: 'COURIER_DELIVERY', description },
  };
  const parcel = { uniqueId: 'urn:1', returnParcel, trackingEvents: [event] };
  expect(plugin.normalize(rawInput({ results: [parcel] })).milestones).toMatchObject([{ code: means }]);
});
