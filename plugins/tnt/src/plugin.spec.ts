import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'password-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['GE000000001'],
    routes: {
      'POST /expressconnect/track.do': bytes(
        '<TrackResponse><Consignment><ConsignmentNumber>GE000000001</ConsignmentNumber></Consignment></TrackResponse>',
        'text/xml',
      ),
    },
  },
});
