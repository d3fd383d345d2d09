import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', apiKey: 'key-for-tests', baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['Z20260101000001'],
    routes: {
      'GET /delivery/status/*': json({
        reference: 'Z20260101000001',
        status: 'Accepted',
        statusChangeDateTime: '2026-03-10T10:29:16.867Z',
      }),
    },
  },
});
