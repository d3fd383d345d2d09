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
