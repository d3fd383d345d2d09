import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, secretKeys } from '@whereabouts/plugin-sdk';
import { json, pushRequest, testPlugin } from '@whereabouts/plugin-testkit';
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

  it('mark what must not be shown', () =>
    expect(secretKeys(plugin.config)).toEqual(['clientSecret', 'webhookSecret', 'previousWebhookSecret']));
});

describe('a push', () => {
  const body = { trackingNumber: '1Z0WB47K0341000179' };
  const verify = (headers: Record<string, string>, ...secrets: string[]) =>
    plugin.push?.verify(pushRequest(body, headers, secrets));

  it('is accepted with the credential that was given to UPS', () =>
    expect(verify({ credential: 'open sesame' }, 'open sesame')).toEqual({ accepted: true }));

  it('is accepted with either secret while one is being rotated', () =>
    expect(verify({ Credential: 'old' }, 'new', 'old')).toEqual({ accepted: true }));

  it.each([
    ['without a credential', {}],
    ['with an empty one', { credential: '' }],
    ['with another one', { credential: 'open barley' }],
    ['with the beginning of it', { credential: 'open' }],
    ['with more than it', { credential: 'open sesame!' }],
  ])('is refused %s', (_what, headers) =>
    expect(verify(headers as Record<string, string>, 'open sesame')).toMatchObject({ accepted: false }),
  );

  it('is refused when there is no secret', () =>
    expect(verify({ credential: '' }, '')).toMatchObject({ accepted: false }));
});
