import { join } from 'node:path';
import { hmac, testPlugin } from '{{testkit}}';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join({{dirname}}, '../fixtures'),
  settings: () => ({ webhookSecret: 'a-secret-for-tests' }),
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({ 'x-{{id}}-signature': hmac('sha256', 'hex', secret, body) }),
  },
});
