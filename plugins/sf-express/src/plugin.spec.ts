import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ partnerId: 'PARTNER', checkWord: 'check-word-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['SF1000000000001'],
    routes: {
      'POST /std/service': json({
        success: true,
        msgData: {
          routeResps: [{ mailNo: 'SF1000000000001', routes: [{ opCode: '80', acceptTime: '2026-03-10 18:11:26' }] }],
        },
      }),
    },
  },
});
