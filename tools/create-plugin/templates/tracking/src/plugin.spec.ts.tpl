import { join } from 'node:path';
import { hmac, json, testPlugin } from '{{testkit}}';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join({{dirname}}, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', apiKey: 'a-key-for-tests', baseUrl }),
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({ 'x-{{id}}-signature': hmac('sha256', 'hex', secret, body) }),
  },
  pull: {
    trackingNumbers: ['{{ID}}0000000001'],
    routes: { 'GET /parcels/*': json({ parcels: [{ number: '{{ID}}0000000001', events: [] }] }) },
  },
});
