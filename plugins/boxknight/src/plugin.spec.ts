import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', token: 'token-for-tests', baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['0b6b7f0e-0000-4000-8000-000000000001'],
    routes: { 'GET /orders/*': json({ id: '0b6b7f0e-0000-4000-8000-000000000001', orderStatus: 'DELIVERY_EN_ROUTE' }) },
  },
});
