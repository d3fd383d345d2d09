import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    username: 'user',
    password: 'password-for-tests',
    clientId: 'id',
    clientSecret: 'client-secret-for-tests',
    tokenUrl: `${baseUrl}/token`,
    baseUrl,
  }),
  pull: {
    trackingNumbers: ['H0000000000000000001'],
    routes: {
      'POST /token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /shipmentinfo': json({ shipmentinfo: [{ shipmentID: 'H0000000000000000001', status: [] }] }),
    },
  },
});
