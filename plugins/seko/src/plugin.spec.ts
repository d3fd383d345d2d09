import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ accessKey: 'key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['WFY0000001'],
    routes: { 'POST /labels/statusv2': json([{ ConsignmentNo: 'WFY0000001', Events: [] }]) },
  },
});
