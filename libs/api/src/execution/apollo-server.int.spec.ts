import { HeaderMap, type ApolloServer } from '@apollo/server';
import { openMerchantPool, type MerchantPool, type Queryable } from '@whereabouts/store';
import type { GraphContext, Viewer } from '../context';
import { world, type World } from '../testing/world';

interface Answer {
  readonly status: number;
  readonly body: { data?: unknown; errors?: { message: string; extensions: Record<string, unknown> }[] };
}

const NEW_TYPE = 'application/graphql-response+json';

/** A database that answers every statement with an error. */
const failing = (error: Error): MerchantPool => ({
  of: () => ({ query: () => Promise.reject(error) }) as unknown as Queryable,
  transaction: () => Promise.reject(error),
  end: async () => undefined,
});

describe('GraphQL over HTTP', () => {
  let hub: World;
  let apollo: ApolloServer<GraphContext>;
  let api: World['api'];
  const send = async (
    body: unknown,
    headers: Record<string, string> = {},
    method = 'POST',
    search = '',
    viewer: Viewer | null = hub.viewer('AGENT'),
  ): Promise<Answer> => {
    const map = new HeaderMap(
      Object.entries(method === 'GET' ? headers : { 'content-type': 'application/json', ...headers }),
    );
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: map, search, body },
      context: async () => api.createContext({ viewer, requestId: 'req-9' }),
    });
    const text = (response.body as { string: string }).string;
    return { status: response.status ?? 200, body: JSON.parse(text) as Answer['body'] };
  };
  const start = async (other = hub.api): Promise<ApolloServer<GraphContext>> => {
    api = other;
    const server = api.createApolloServer();
    await server.start();
    return server;
  };

  beforeAll(async () => {
    hub = await world();
    apollo = await start();
  });
  afterAll(async () => {
    await apollo.stop();
    await hub.close();
  });

  it('answers a query, the first time and compiled', async () => {
    for (let use = 0; use < 3; use++)
      expect(await send({ query: '{ viewer { role } }' })).toEqual({
        status: 200,
        body: { data: { viewer: { role: 'AGENT' } }, extensions: { cost: { requested: 1, limit: 20_000 } } },
      });
  });

  it.each([
    ['a syntax error', { query: '{ viewer' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of the wrong type',
      { query: 'query ($n: Int) { exceptionCases(first: $n) { nodes { id } } }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
    ],
    [
      'an operation that is not there',
      { query: 'query A { viewer { role } }', operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['a subscription', { query: 'subscription { exceptionChanges { type } }' }, 'BAD_USER_INPUT'],
    [
      'a very deep document',
      { query: `{ ${'shipments { nodes { order { shipments '.repeat(1_000)}` },
      'GRAPHQL_PARSE_FAILED',
    ],
    ['a very wide document', { query: wide() }, 'GRAPHQL_VALIDATION_FAILED'],
    ['too many aliases', { query: `{ ${aliases(31)} }` }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'pages of pages of pages',
      { query: '{ orders(first: 200) { nodes { shipments { milestones(first: 200) { nodes { id } } } } } }' },
      'BAD_USER_INPUT',
    ],
  ])('refuses %s with a code, whether to retry, and the request id', async (_name, body, code) => {
    for (let use = 0; use < 2; use++) {
      const older = await send(body);
      expect(older.body.errors![0]!.extensions).toMatchObject({ code, retryable: false, requestId: 'req-9' });
      expect(JSON.stringify(older.body)).not.toContain('stacktrace');
      expect(older.status).toBe(200);
      expect((await send(body, { accept: NEW_TYPE })).status).toBe(400);
    }
  });

  it('answers somebody without credentials with what to do, and still says what may be said', async () => {
    const anonymous = await send({ query: '{ __typename sources { name } }' }, {}, 'POST', '', null);
    expect(anonymous).toMatchObject({
      status: 200,
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED', retryable: false, requestId: 'req-9' } }] },
    });
    expect((await send({ query: '{ __typename }' }, {}, 'POST', '', null)).body.data).toEqual({ __typename: 'Query' });
  });

  it('shows a fault as a reference and logs it whole', async () => {
    const secret = new Error('password=hunter2');
    const broken = hub.another({ db: failing(secret) });
    apollo = await start(broken);
    const { body } = await send({ query: '{ sources { name } }' });
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(body.errors![0]).toMatchObject({
      message: 'Something failed on our side (req-9).',
      extensions: { code: 'INTERNAL', retryable: false, requestId: 'req-9' },
    });
    expect(hub.faults).toContainEqual({ err: secret, requestId: 'req-9' });
    apollo = await start();
  });

  it('says that the database is away, and that a retry helps', async () => {
    const away = Object.assign(new Error('terminating connection'), { code: '57P01' });
    apollo = await start(hub.another({ db: failing(away) }));
    const { body } = await send({ query: '{ sources { name } }' });
    expect(body.errors![0]!.extensions).toEqual({ code: 'UNAVAILABLE', retryable: true, requestId: 'req-9' });
    apollo = await start();
  });

  it('ends a statement that takes too long in the database, and says that less would do', async () => {
    const merchants = openMerchantPool({ url: hub.databaseUrl, max: 1, statementTimeoutMs: 100 });
    const slow: MerchantPool = {
      ...merchants,
      of: (id) => ({ query: () => merchants.of(id).query('select pg_sleep(30)') }) as never,
    };
    apollo = await start(hub.another({ db: slow }));
    const { body } = await send({ query: '{ sources { name } }' });
    expect(body.errors![0]).toMatchObject({
      message: expect.stringContaining('smaller pages'),
      extensions: { code: 'TIMEOUT', retryable: true, requestId: 'req-9' },
    });
    const { rows } = await hub.pool.query(
      "select 1 from pg_stat_activity where query = 'select pg_sleep(30)' and state = 'active'",
    );
    expect(rows).toEqual([]);
    await merchants.end();
    apollo = await start();
  });

  it('keeps requests of other sites out', async () => {
    expect((await send({ query: '{ viewer { role } }' }, { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await send(undefined, {}, 'GET', '?query={viewer{role}}')).status).toBe(400);
  });

  it('hides the schema where introspection is off', async () => {
    apollo = await start(hub.another({}, { introspection: false }));
    const { body } = await send({ query: '{ __schema { types { name } } }' });
    expect(body.errors![0]!.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await send({ query: '{ viewr { role } }' })).body.errors![0]!.message).not.toContain('viewer');
    apollo = await start();
  });
});

/** Small as text; its fragments spread to more than a million fields. */
function wide(): string {
  const fragments = Array.from(
    { length: 20 },
    (_, n) => `fragment F${n} on Viewer { ...F${n + 1} x${n}: user { id } ...F${n + 1} }`,
  );
  return `{ viewer { ...F0 } } ${fragments.join(' ')} fragment F20 on Viewer { role }`;
}

function aliases(count: number): string {
  return Array.from({ length: count }, (_, n) => `x${n}: __typename`).join(' ');
}
