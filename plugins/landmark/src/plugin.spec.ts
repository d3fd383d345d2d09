import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'pass-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['LTN00000001N1'],
    routes: {
      'POST /Track.php': bytes(
        '<TrackResponse><Result><Success>true</Success><Packages><Package><LandmarkTrackingNumber>LTN00000001N1</LandmarkTrackingNumber></Package></Packages></Result></TrackResponse>',
        'text/xml',
      ),
    },
  },
});
