import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ clientId: 'id', clientSecret: 'client-secret-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['TELE00000001'],
    routes: {
      'POST /oauth/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /api/tracking/*': json({ trackingNumber: 'TELE00000001', events: [] }),
    },
  },
});

it.each([
  [
    'a token that was refused',
    { error: 'invalid_client', error_description: 'Unknown client' },
    'invalid_client: Unknown client',
  ],
  ['a gateway', { statusCode: 429, message: 'Too Many Requests' }, '429: Too Many Requests'],
])('tells %s', (_what, document, problem) =>
  expect(plugin.normalize(rawInput(document)).issues).toMatchObject([{ kind: 'source-error', problem }]),
);
