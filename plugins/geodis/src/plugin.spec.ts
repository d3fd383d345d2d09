import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ user: 'user', apiKey: 'key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['1G0000000001'],
    routes: {
      'POST /api/zoomclient/recherche-envoi': json({ ok: true, contenu: { noSuivi: '1G0000000001', listSuivis: [] } }),
    },
  },
});
