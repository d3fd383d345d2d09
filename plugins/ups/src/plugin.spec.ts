import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './index';

const FIXTURES = join(__dirname, '../fixtures');
const reply = json(readFileSync(join(FIXTURES, 'delivered.json'), 'utf8'));

testPlugin(plugin, {
  fixtures: FIXTURES,
  settings: (baseUrl) => ({
    clientId: 'id',
    clientSecret: 'client-secret-for-tests',
    webhookSecret: 'a-secret-for-tests',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ credential: secret }) },
  pull: {
    trackingNumbers: ['1Z0WB47K0341000179', '1Z0WB47K0341000188'],
    routes: {
      'POST /security/v1/oauth/token': json({ access_token: 'token-for-tests', expires_in: '14399' }),
      'GET /api/track/v1/details/*': reply,
    },
  },
});

it('is the source that it is, and serves Mail Innovations', () =>
  expect(plugin).toMatchObject({ id: 'ups', source: 'CARRIER', variants: [{ id: 'ups-mail-innovations' }] }));

describe('settings', () => {
  it('ask for credentials to poll, for a secret to be pushed to, or for both', () => {
    expect(parseConfig(plugin, { webhookSecret: 's' })).toMatchObject({ ok: true });
    expect(parseConfig(plugin, { clientId: 'i', clientSecret: 's' })).toEqual({
      ok: true,
      config: { clientId: 'i', clientSecret: 's', baseUrl: 'https://onlinetools.ups.com' },
    });
  });

  it('say what is wrong, without the secrets', () => {
    expect(parseConfig(plugin, { clientSecret: 'hush' })).toEqual({
      ok: false,
      problems: [{ key: 'clientSecret', problem: 'is not valid' }],
    });
    expect(parseConfig(plugin, { webhookSecret: '', baseUrl: 'ftp://x' })).toMatchObject({
      ok: false,
      problems: [{ key: 'webhookSecret' }, { key: 'baseUrl' }],
    });
  });
});
