import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ key: 'key', password: 'pass-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['330000000001'],
    routes: {
      'POST /EWS/*': bytes(
        '<Envelope><Body><TrackPackagesByPinResponse><TrackingInformationList><TrackingInformation><PIN><Value>330000000001</Value></PIN></TrackingInformation></TrackingInformationList></TrackPackagesByPinResponse></Body></Envelope>',
        'text/xml',
      ),
    },
  },
});

it.each([
  ['Delivery', 'Shipment delivered to A TEST at: RECEPTION', 'DELIVERED', 'RECEPTION'],
  ['Delivery', 'Shipment delivered to A TEST at: FRONT DOOR', 'DELIVERED', 'SAFE_PLACE'],
  ['Delivery', 'Shipment delivered to', 'DELIVERED', undefined],
  ['Other', 'Pickup attempted', 'PICKUP_FAILED', undefined],
  ['ATT', 'Attention', 'EXCEPTION', undefined],
])('%s, %s: %s %s', (code, text, means, deliveredTo) => {
  const row = plugin.codes.find({ code, text });
  expect([row?.means, row?.deliveredTo]).toEqual([means, deliveredTo]);
});
