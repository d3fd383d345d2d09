import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ clientId: 'id', clientSecret: 'client-secret-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['00000000001'],
    routes: {
      'POST /oauth2/v2/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /track-and-trace-v1/tracking/simple/trackids/00000000001': json({
        parcels: [{ requested: '00000000001', unitno: '00000000001', status: 'PREADVICE', events: [] }],
      }),
    },
  },
});
