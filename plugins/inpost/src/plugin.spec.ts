import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', token: 'a-token-for-tests', baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['620000000000000000000017'],
    routes: { 'GET /v1/tracking/*': json(readFileSync(join(fixtures, 'delivered.json'), 'utf8')) },
  },
});
