import type { ApiSettings, Viewer } from '@whereabouts/api';
import WebSocket from 'ws';
import { serveGraphql, type ServedGraphql } from '../testing/serve-graphql';

const QUERY = '{ __typename }';
/** Costs 201 a page. There is no database here: what it costs is taken all the same. */
const pages = (count: number): string =>
  `{ ${Array.from({ length: count }, (_, n) => `p${n}: exceptionCases(first: 200) { nodes { id } }`).join(' ')} }`;
const MUTATION = 'mutation { __typename }';
const rates = { queries: 20_000, mutations: 20_000 };
const viewers = new Map<string, Viewer>();
/** Somebody new: what others asked for does not count. */
const someone = (): string => {
  const userId = `user-${viewers.size}`;
  viewers.set(userId, { merchantId: 'm', userId, role: 'LEAD' });
  return userId;
};
const ask = (url: string, query: string, who: string, accept = 'application/json') =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: who, accept },
    body: JSON.stringify({ query }),
  });
interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[];
  readonly extensions?: { readonly cost: Record<string, unknown> };
}
const read = (response: Response) => response.json() as Promise<Answer>;

function socketOf(url: string, who: string): Promise<(id: string, query: string) => Promise<Answer>> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  sockets.push(socket);
  const waiting = new Map<string, (answer: Answer) => void>();
  return new Promise((resolve) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: who } })));
    socket.on('message', (data: Buffer) => {
      const { type, id, payload } = JSON.parse(data.toString()) as { type: string; id: string; payload: never };
      if (type === 'connection_ack')
        resolve((next, query) => {
          socket.send(JSON.stringify({ type: 'subscribe', id: next, payload: { query } }));
          return new Promise((settle) => waiting.set(next, settle));
        });
      if (type === 'next') waiting.get(id)!(payload);
      if (type === 'error') waiting.get(id)!({ errors: payload });
    });
  });
}
const sockets: WebSocket[] = [];

describe('rate limits', () => {
  let hub: ServedGraphql;
  const codes: string[] = [];
  const serve = (settings: Partial<ApiSettings> = {}) =>
    serveGraphql(
      { introspection: true, rates, onRefused: (code) => void codes.push(code), ...settings },
      (who) => viewers.get(who ?? '') ?? null,
    );
  /** Leaves 101 of the budget. */
  const spend = async (who: string): Promise<void> => {
    for (const count of [30, 30, 30, 9]) await ask(hub.url, pages(count), who);
  };
  beforeAll(async () => (hub = await serve()));
  afterAll(async () => {
    for (const socket of sockets) socket.terminate();
    await hub.stop();
  });

  it('tell what an operation cost and what is left, in the answer and in standard headers', async () => {
    const response = await ask(hub.url, QUERY, someone());
    expect(response.headers.get('ratelimit-policy')).toBe('"queries";q=20000;w=60');
    expect(response.headers.get('ratelimit')).toBe('"queries";r=19999;t=60');
    expect((await read(response)).extensions!.cost).toEqual({
      requested: 0,
      limit: 20_000,
      remaining: 19_999,
      resetSeconds: 60,
    });
    const mutation = await ask(hub.url, MUTATION, someone());
    expect(mutation.headers.get('ratelimit')).toBe('"mutations";r=19999;t=60');
  });

  it('stop who asked for more, over every transport alike, and say when to come back', async () => {
    const who = someone();
    await spend(who);
    const response = await ask(hub.url, pages(1), who);
    expect(response.status).toBe(429);
    expect(response.headers.get('ratelimit')).toMatch(/^"queries";r=101;t=\d+$/);
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    const { data, errors } = await read(response);
    expect(data).toBeUndefined();
    expect(errors![0]).toMatchObject({
      message: expect.stringContaining('this one costs 201 and 101 are left'),
      extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: seconds },
    });

    const events = await ask(hub.url, pages(1), who, 'text/event-stream');
    expect([events.status, events.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
    const send = await socketOf(hub.url, who);
    for (const [id, query] of [
      ['query', pages(1)],
      ['live', `subscription { exceptionChanges { exceptionCase { activity(first: 200) { nodes { id } } } } }`],
    ] as const)
      expect((await send(id, query)).errors![0]!.extensions).toMatchObject({ code: 'RATE_LIMITED' });

    expect((await read(await ask(hub.url, QUERY, who))).data).toEqual({ __typename: 'Query' });
    expect((await read(await ask(hub.url, MUTATION, who))).data).toEqual({ __typename: 'Mutation' });
    expect((await ask(hub.url, QUERY, someone())).status).toBe(200);
    expect(codes).toContain('RATE_LIMITED');
  });

  it('never meet what sources send', async () => {
    const intake = hub.url.replace('/graphql', '/intake/ups');
    for (let index = 0; index < 20; index++) {
      const response = await fetch(intake, { method: 'POST', body: '{}' });
      expect([response.status, response.headers.get('ratelimit')]).toEqual([404, null]);
    }
  });

  it('stop who keeps sending what cannot be run, before it is read', async () => {
    const who = someone();
    const statuses: number[] = [];
    for (let index = 0; index < 31; index++)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 20 }, async () => (await ask(hub.url, '{ nothing }', who)).status))),
      );
    expect(statuses.slice(0, 580).every((status) => status === 200)).toBe(true);
    const barred = await ask(hub.url, QUERY, who);
    expect([barred.status, Number(barred.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect((await read(barred)).errors![0]!.extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect((await ask(hub.url, QUERY, someone())).status).toBe(200);
  });
});

describe('subscriptions', () => {
  it('find no place when their merchant has as many as it may, until one ends', async () => {
    const hub = await serveGraphql(
      { introspection: true, mostSubscriptions: 2 },
      (who) => viewers.get(who ?? '') ?? null,
    );
    const LIVE = 'subscription { exceptionChanges { cursor } }';
    const [first, second] = [await socketOf(hub.url, someone()), await socketOf(hub.url, someone())];
    void first('a', LIVE);
    void second('b', LIVE);
    const full = await second('c', LIVE);
    expect(full.errors![0]).toMatchObject({
      message: expect.stringContaining('2 subscriptions'),
      extensions: { code: 'RATE_LIMITED', retryable: true },
    });
    expect((await second('q', QUERY)).data).toEqual({ __typename: 'Query' });

    sockets.at(-2)!.terminate();
    // The hub hears of it a moment later.
    const again = async (): Promise<unknown> => Promise.race([second('d', LIVE), wait(300)]);
    await wait(200);
    expect(await again()).toBe('open');
    sockets.at(-1)!.terminate();
    await hub.stop();
  });
});

const wait = (ms: number): Promise<'open'> => new Promise((resolve) => setTimeout(() => resolve('open'), ms));
