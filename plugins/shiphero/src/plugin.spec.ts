import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { json, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const fixture = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, '../fixtures', name), 'utf8'));
const settings = (baseUrl: string) => ({ webhookSecret: 'secret', refreshToken: 'refresh', baseUrl });
const TOKEN = json({ access_token: 'T', expires_in: 2_419_200 });

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({
      'x-shiphero-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    }),
  },
  pull: {
    trackingNumbers: ['1Z999AA10123456785'],
    routes: { 'POST /auth/refresh': TOKEN, 'POST /graphql': json(fixture('graphql-shipments.json')) },
  },
});

it('answers as ShipHero wants it', () =>
  expect(plugin.push?.reply).toEqual({ contentType: 'application/json', body: '{"code":"200","Status":"Success"}' }));

describe('a look-up', () => {
  it.each([
    ['an unknown number', { data: { shipments: { data: { edges: [] } } } }, { kind: 'NotFoundYet' }],
    ['used up credits', fixture('graphql-throttled.json'), { kind: 'RateLimited', retryAfterMs: 2_000 }],
    ['a refused token', { errors: [{ code: 3, message: 'Invalid token' }] }, { kind: 'Unauthorized' }],
    ['a fault', { errors: [{ code: 1, message: 'Something broke' }] }, { kind: 'Upstream' }],
  ])('tells %s', async (_what, answer, error) => {
    const server = await sourceServer({ 'POST /auth/refresh': TOKEN, 'POST /graphql': json(answer) });
    const config = parseConfig(plugin, settings(server.url));
    if (!config.ok) throw new Error('settings');
    const outcomes = await plugin.pull?.fetch(['1Z'], pullContext(config.config));
    expect(outcomes).toMatchObject([{ ok: false, error }]);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ refresh_token: 'refresh' });
    await server.close();
  });
});
