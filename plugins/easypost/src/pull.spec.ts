import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PullOutcome } from '@whereabouts/plugin-sdk';
import {
  bytes,
  json,
  pullContext,
  rateLimited,
  rawInput,
  sourceServer,
  type Routes,
  type SourceServer,
} from '@whereabouts/plugin-testkit';
import { normalize } from './normalize';
import { pull } from './pull';
import { Settings } from './settings';

const API_KEY = 'EZTK-not-a-real-key';
const NUMBER = '9400100000000000000017';
const page = readFileSync(join(__dirname, '../fixtures/list.json'));
const refusal = (code: string, message = 'no') => ({ error: { code, message, errors: [] } });
const none = json({ trackers: [], has_more: false });

let server: SourceServer | undefined;
afterEach(() => server?.close());

async function ask(
  routes: Routes,
  change: Partial<Settings> = {},
  numbers: readonly string[] = [NUMBER],
  signal?: AbortSignal,
) {
  server = await sourceServer(routes);
  const given = { webhookSecret: 'x', apiKey: API_KEY, baseUrl: `${server.url}/v2`, ...change };
  const config = Settings.parse(given);
  return pull.fetch(numbers, pullContext(config, signal === undefined ? {} : { signal }));
}
const errorOf = ([outcome]: readonly PullOutcome[]) => (outcome?.ok === false ? outcome.error : null);

describe('pull', () => {
  it('asks by number as EasyPost’s client does, and gives the bytes as they came', async () => {
    const outcomes = await ask({ 'GET /v2/trackers': bytes(page) });
    expect(outcomes).toMatchObject([{ trackingNumber: NUMBER, ok: true }]);
    expect(outcomes[0]?.ok === true && Buffer.from(outcomes[0].body).equals(page)).toBe(true);
    expect(outcomes[0]?.ok === true && normalize(rawInput(outcomes[0].body)).shipments).toHaveLength(4);

    const [request] = server?.requests ?? [];
    expect(request?.query.get('tracking_code')).toBe(NUMBER);
    expect(request?.headers['authorization']).toBe(`Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`);
    expect(request?.headers['user-agent']).toContain('NodejsClient');
  });

  it('asks for one number after the other, and answers in that order', async () => {
    const outcomes = await ask({ 'GET /v2/trackers': [bytes(page), none, bytes(page)] }, {}, ['A1', 'B2', 'C3']);
    expect(outcomes.map(({ trackingNumber, ok }) => `${trackingNumber} ${ok}`)).toEqual([
      'A1 true',
      'B2 false',
      'C3 true',
    ]);
    expect(server?.requests.map(({ query }) => query.get('tracking_code'))).toEqual(['A1', 'B2', 'C3']);
  });

  it('does not have an unknown number followed, which costs money, unless told to', async () => {
    const routes = { 'GET /v2/trackers': none, 'POST /v2/trackers': bytes('{"object":"Tracker","id":"trk_1"}') };
    expect(errorOf(await ask(routes))?.kind).toBe('NotFoundYet');
    expect(server?.requests.map(({ method }) => method)).toEqual(['GET']);
    await server?.close();

    expect(await ask(routes, { trackUnknownNumbers: true })).toMatchObject([{ ok: true }]);
    expect(JSON.parse(server?.requests[1]?.body ?? '')).toEqual({ tracker: { tracking_code: NUMBER } });
    expect(server?.requests[1]?.headers['content-type']).toBe('application/json');
  });

  it('takes a refusal to follow a number as not found, with EasyPost’s reason', async () => {
    const outcomes = await ask(
      { 'GET /v2/trackers': none, 'POST /v2/trackers': json(refusal('TRACKER.CREATE.ERROR', 'unknown carrier'), 422) },
      { trackUnknownNumbers: true },
    );
    expect(errorOf(outcomes)).toEqual({
      kind: 'NotFoundYet',
      message: 'EasyPost: TRACKER.CREATE.ERROR: unknown carrier',
    });
  });

  it.each([
    ['JSON about something else', json({ refunds: [] }), { kind: 'Malformed' }],
    ['a bare list', json([]), { kind: 'Malformed' }],
    ['a bad request', json(refusal('PARAMETER.INVALID'), 400), { kind: 'NotFoundYet' }],
  ])('says what %s means', async (_name, answer, error) => {
    const found = errorOf(await ask({ 'GET /v2/trackers': answer }));
    expect(found).toMatchObject(error);
    expect(JSON.stringify(found)).not.toContain(API_KEY);
  });

  it('gives the bytes of an answer that the client library cannot turn into its classes', async () => {
    expect(await ask({ 'GET /v2/trackers': bytes('{"trackers":[{"id":7,"object":null}]}') })).toMatchObject([
      { ok: true },
    ]);
  });

  it.each([
    ['is refused', json(refusal('UNAUTHORIZED'), 401), 'Unauthorized'],
    ['is asked to wait', rateLimited(2), 'RateLimited'],
  ])('does not go on asking when it %s', async (_name, answer, kind) => {
    const outcomes = await ask({ 'GET /v2/trackers': answer }, {}, ['A1', 'B2', 'C3']);
    expect(outcomes.map((outcome) => outcome.ok || outcome.error.kind)).toEqual([kind, kind, kind]);
    expect(server?.requests).toHaveLength(1);
  });

  it('asks nobody without a key', async () => {
    expect(errorOf(await ask({}, { apiKey: undefined }))?.kind).toBe('Unauthorized');
    expect(server?.requests).toHaveLength(0);
  });
});

describe('the settings', () => {
  it('need a webhook secret only, and go to EasyPost', () => {
    expect(Settings.parse({ webhookSecret: 's' })).toEqual({
      webhookSecret: 's',
      baseUrl: 'https://api.easypost.com/v2',
      trackUnknownNumbers: false,
    });
  });

  it.each([{}, { webhookSecret: '' }, { webhookSecret: 's', baseUrl: 'ftp://x' }, { webhookSecret: 's', apiKey: ' ' }])(
    'refuse %j',
    (settings) => {
      expect(Settings.safeParse(settings).success).toBe(false);
    },
  );
});
