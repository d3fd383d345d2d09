import type { Viewer } from '@whereabouts/api';
import { serveGraphql, type ServedGraphql } from '../testing/serve-graphql';

const viewer: Viewer = { merchantId: '01930000-0000-7000-8000-000000000001', userId: 'u', role: 'LEAD' };

interface Shown {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const ACCEPTS = [
  undefined,
  '*/*',
  'application/json',
  'application/json, text/plain, */*',
  'application/json; charset=utf-8',
  'application/graphql-response+json',
  'application/graphql-response+json, application/json',
  'application/graphql-response+json,application/json;q=0.9',
  'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
  'application/json;q=0.1, application/graphql-response+json;q=0.2',
  'text/plain',
];

const BODIES: readonly (readonly [name: string, body: Readonly<Record<string, unknown>>])[] = [
  ['data', { query: '{ __typename }' }],
  ['data with variables', { query: 'query ($is: Boolean!) { __typename @include(if: $is) }', variables: { is: true } }],
  ['null in place of what is left out', { query: '{ a: __typename }', variables: null, operationName: null }],
  ['a mutation', { query: 'mutation { __typename }' }],
  ['one of several operations', { query: 'query A { a: __typename } query B { b: __typename }', operationName: 'B' }],
  ['no such operation', { query: 'query A { a: __typename } query B { b: __typename }', operationName: 'C' }],
  ['no operation named of several', { query: 'query A { a: __typename } query B { b: __typename }' }],
  ['an empty name', { query: '{ b: __typename }', operationName: '' }],
  ['a subscription', { query: 'subscription { queueSummary { open } }' }],
  ['variables that do not fit', { query: 'query ($is: Boolean!) { a: __typename @skip(if: $is) }', variables: {} }],
  ['variables as text', { query: '{ c: __typename }', variables: '{}' }],
  ['variables as a list', { query: '{ d: __typename }', variables: [] }],
  ['an operation name that is a number', { query: '{ e: __typename }', operationName: 3 }],
  ['extensions', { query: '{ f: __typename }', extensions: { client: 'web' } }],
  ['extensions as text', { query: '{ g: __typename }', extensions: '{}' }],
  ['a fault on our side', { query: '{ users { nodes { id } } }' }],
  ['data beside an error', { query: '{ __typename h: node(id: "usr_00000000000000000000000000000001") { id } }' }],
  ['an operation that costs too much', { query: `{ exceptionCases(first: 200) { nodes { ${wide(40)} } } }` }],
  ['a document that does not fit the schema', { query: '{ nothing }' }],
];

function wide(times: number): string {
  const names = Array.from({ length: times }, (_, index) => `a${index}`);
  return names.map((name) => `${name}: shipment { milestones(first: 200) { nodes { place { city } } } }`).join(' ');
}

describe('a document that comes back', () => {
  let hub: ServedGraphql;
  beforeEach(async () => (hub = await serveGraphql({ introspection: true }, (who) => (who ? viewer : null))));
  afterEach(() => hub.stop());

  const ask = async (body: object, accept: string | undefined, who = 'somebody'): Promise<Shown> => {
    const headers = {
      'content-type': 'application/json',
      'x-request-id': 'request-1',
      authorization: who,
      ...(accept !== undefined && { accept }),
    };
    const response = await fetch(hub.url, { method: 'POST', headers, body: JSON.stringify(body) });
    const { date: _, 'content-length': __, ...shown } = Object.fromEntries(response.headers);
    return { status: response.status, headers: shown, text: await response.text() };
  };

  it.each(BODIES)('is answered to the byte as at first: %s', async (_name, body) => {
    for (const accept of ACCEPTS) {
      const first = await ask(body, accept);
      expect(await ask(body, accept)).toEqual(first);
      expect(await ask(body, accept)).toEqual(first);
    }
  });

  it.each(ACCEPTS.map((accept) => [accept]))(
    'has the media type that it would have by negotiation: %s',
    async (accept) => {
      // Another text each time: nobody knows it yet.
      const first = await ask({ query: '{ __typename }' }, accept);
      const other = await ask({ query: '{  __typename }' }, accept === undefined ? '' : `${accept} `);
      expect(other).toEqual(first);
    },
  );

  it('is for each viewer what that one may see', async () => {
    const query = '{ viewer { role } }';
    for (let use = 0; use < 3; use++) {
      expect((await ask({ query }, undefined, '')).text).toContain('UNAUTHENTICATED');
      expect((await ask({ query }, undefined)).text).toContain('INTERNAL');
    }
  });
});

describe('a document that comes back while the database is away', () => {
  it('is answered 503 with when to ask again, as at first', async () => {
    const gone = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const db = { of: () => ({ query: () => Promise.reject(gone) }) } as never;
    const hub = await serveGraphql({ introspection: true }, () => viewer, { db });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ users { nodes { id } } }' });
    for (let use = 0; use < 3; use++) {
      const response = await fetch(hub.url, { method: 'POST', headers, body });
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await response.text()).toContain('UNAVAILABLE');
    }
    await hub.stop();
  });
});

describe('a document that comes back to a hub with limits', () => {
  it('is charged like any other, and refused when all is spent', async () => {
    const hub = await serveGraphql({ introspection: true, rates: { queries: 3, mutations: 1 } }, () => viewer);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ __typename }' });
    const seen: unknown[] = [];
    for (let use = 0; use < 4; use++) {
      const response = await fetch(hub.url, { method: 'POST', headers, body });
      const left = /r=(\d+)/.exec(response.headers.get('ratelimit')!)![1];
      seen.push([response.status, left, response.headers.has('retry-after')]);
    }
    await hub.stop();
    expect(seen).toEqual([
      [200, '2', false],
      [200, '1', false],
      [200, '0', false],
      [429, '0', true],
    ]);
  });
});
