import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, instant, parseConfig, type PullContext } from '@whereabouts/plugin-sdk';
import {
  json,
  pullContext,
  rawInput,
  sourceServer,
  unauthorized,
  type Route,
  type SourceServer,
} from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';
import type { Settings } from './settings';
import { trackPull } from './track-client';

const NUMBER = '1Z0WB47K0341000179';
const TOKEN = 'POST /security/v1/oauth/token';
const DETAILS = `GET /api/track/v1/details/${NUMBER}`;
const fixture = (name: string): string => readFileSync(join(__dirname, '../fixtures', name), 'utf8');
const token = (value = 'token-1', seconds = '14399') =>
  json({ token_type: 'Bearer', access_token: value, expires_in: seconds, status: 'approved' });
const delivered = json(fixture('delivered.json'));

let server: SourceServer;
afterEach(() => server.close());

async function ask(routes: Record<string, Route>, overrides: Partial<PullContext<Settings>> = {}) {
  server = await sourceServer({ [TOKEN]: token(), ...routes });
  return askAgain(trackPull(), contextOf(overrides));
}

function contextOf(overrides: Partial<PullContext<Settings>> = {}): PullContext<Settings> {
  const parsed = parseConfig(plugin, { clientId: 'shop', clientSecret: 'p@ss:word', baseUrl: server.url });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return pullContext(parsed.config, overrides);
}

const askAgain = async (pull: ReturnType<typeof trackPull>, context: PullContext<Settings>, number = NUMBER) =>
  (await pull.fetch([number], context))[0];
const paths = () => server.requests.map(({ method, path }) => `${method} ${path}`);

describe('asking for a number', () => {
  it('gets a token, and with it the bytes as UPS sent them', async () => {
    const outcome = await ask({ [DETAILS]: delivered });
    expect(paths()).toEqual([TOKEN, DETAILS]);
    const [forToken, forDetails] = server.requests;
    expect(forToken).toMatchObject({
      body: 'grant_type=client_credentials',
      headers: {
        authorization: `Basic ${Buffer.from('shop:p@ss:word').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(Object.fromEntries(forDetails!.query)).toEqual({ locale: 'en_US', returnSignature: 'false' });
    expect(forDetails!.headers).toMatchObject({
      authorization: 'Bearer token-1',
      transid: expect.stringMatching(/^[\w-]{10,36}$/),
      transactionsrc: 'whereabouts',
    });
    if (!outcome?.ok) throw new Error('no answer');
    expect(Buffer.from(outcome.body).toString()).toBe(fixture('delivered.json'));
    expect(plugin.normalize(rawInput(outcome.body)).milestones).toHaveLength(8);
  });

  it('cannot be led elsewhere by a strange number', async () => {
    server = await sourceServer({ [TOKEN]: token() });
    await askAgain(trackPull(), contextOf(), '../../x?y#z');
    expect(paths()[1]).toBe('GET /api/track/v1/details/..%2F..%2Fx%3Fy%23z');
  });
});

describe('the token', () => {
  it('is kept while it holds, and only for the settings it was given for', async () => {
    server = await sourceServer({ [TOKEN]: [token('a'), token('b')], [DETAILS]: delivered });
    const pull = trackPull();
    const context = contextOf();
    await askAgain(pull, context);
    await askAgain(pull, context);
    expect(paths()).toEqual([TOKEN, DETAILS, DETAILS]);
    await askAgain(pull, contextOf());
    expect(paths()).toEqual([TOKEN, DETAILS, DETAILS, TOKEN, DETAILS]);
  });

  it('is renewed before it expires', async () => {
    server = await sourceServer({ [TOKEN]: [token('a', '600'), token('b')], [DETAILS]: delivered });
    const pull = trackPull();
    let now = instant('2026-03-05T12:00:00Z');
    const context = contextOf({ clock: () => now });
    await askAgain(pull, context);
    now = after(now, 9.5 * 60_000);
    await askAgain(pull, context);
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer b');
  });

  it('is renewed once when UPS no longer accepts it', async () => {
    server = await sourceServer({
      [TOKEN]: [token('a'), token('b')],
      [DETAILS]: [delivered, unauthorized(), delivered],
    });
    const pull = trackPull();
    const context = contextOf();
    await askAgain(pull, context);
    expect(await askAgain(pull, context)).toMatchObject({ ok: true });
    expect(paths()).toEqual([TOKEN, DETAILS, DETAILS, TOKEN, DETAILS]);
  });

  it('is not asked for without credentials', async () => {
    server = await sourceServer({});
    const outcome = await askAgain(trackPull(), pullContext<Settings>({ baseUrl: server.url }));
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'Unauthorized' } });
    expect(server.requests).toEqual([]);
  });

  it.each([
    [
      'unknown credentials',
      json({ response: { errors: [{ code: '10401', message: 'ClientId is Invalid' }] } }, 400),
      'Unauthorized',
    ],
    ['no token in the answer', json({ status: 'approved' }), 'Malformed'],
  ])('fails with %s', async (_what, answer, kind) =>
    expect(await ask({ [TOKEN]: answer })).toMatchObject({ ok: false, error: { kind } }),
  );
});

describe('failures', () => {
  it.each([
    [
      '404',
      json(fixture('error-gateway.json'), 404),
      { kind: 'NotFoundYet', message: '404: The requested resource was not found.' },
    ],
    ['404 without words', json({}, 404), { kind: 'NotFoundYet', message: 'UPS answered 404 without a package' }],
    [
      '400 for a number that UPS does not take',
      json(fixture('error-invalid-number.json'), 400),
      { kind: 'NotFoundYet', message: 'TV1002: Invalid inquiry number' },
    ],
    [
      '200 with a warning',
      json(fixture('warning-not-found.json')),
      { kind: 'NotFoundYet', message: 'TW0001: Tracking Information Not Found' },
    ],
    [
      '400 for something else',
      json({ response: { errors: [{ code: 'TV0002', message: 'Missing transId' }] } }, 400),
      { kind: 'Upstream', message: 'TV0002: Missing transId' },
    ],
    ['200 with something else', json({ hello: 'world' }), { kind: 'Malformed' }],
  ])('%s', async (_what, answer, error) =>
    expect(await ask({ [DETAILS]: answer })).toMatchObject({ trackingNumber: NUMBER, ok: false, error }),
  );
});
