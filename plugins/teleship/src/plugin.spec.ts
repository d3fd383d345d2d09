import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ clientId: 'id', clientSecret: 'client-secret-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['TELE00000001'],
    routes: {
      'POST /oauth/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /api/tracking/*': json({ trackingNumber: 'TELE00000001', events: [] }),
    },
  },
});
