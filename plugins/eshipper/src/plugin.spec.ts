import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'secret', username: 'user', password: 'pass word', baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['1Z0000000000000030'],
    routes: {
      'POST /api/v2/authenticate': json({ token: 'token', expires_in: '3600', token_type: 'Bearer' }),
      'GET /api/v2/track/events': json([
        { trackingNumber: '1Z0000000000000030', currentStatus: 'IN TRANSIT', event: [] },
      ]),
    },
  },
});
