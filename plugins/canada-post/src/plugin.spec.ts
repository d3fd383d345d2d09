import { join } from 'node:path';
import { bytes, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'pass-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['7000000000000001'],
    routes: {
      'GET /vis/track/pin/*': bytes(
        '<tracking-detail><pin>7000000000000001</pin><significant-events/></tracking-detail>',
        'text/xml',
      ),
    },
  },
});
