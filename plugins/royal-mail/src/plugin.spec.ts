import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ clientId: 'id', clientSecret: 'client-secret-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['FQ000000001GB'],
    routes: {
      'GET /mailpieces/v2/FQ000000001GB/events': json({ mailPieces: { mailPieceId: 'FQ000000001GB', events: [] } }),
    },
  },
});
