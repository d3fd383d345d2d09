import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { IntakeReply, IntakeRequest } from '@whereabouts/pipeline';
import { openLog } from '../logging/log';
import { BARE_SERVER } from '../testing/bare-server';
import type { GraphqlRequest } from './graphql';
import { buildServer, type ServerNeeds } from './server';

const LIMIT = 2_000;
const INPUT = '0198c0de-0000-7000-8000-000000000001';
const INPUT_ID = 'inp_0198c0de000070008000000000000001';
const bundle = mkdtempSync(join(tmpdir(), 'whereabouts-explorer-'));
writeFileSync(join(bundle, 'explorer.js'), 'export {};');
writeFileSync(join(bundle, 'secret.txt'), 'no');
afterAll(() => rmSync(bundle, { recursive: true }));

interface Subject {
  readonly app: FastifyInstance;
  readonly received: IntakeRequest[];
  readonly executed: GraphqlRequest[];
  readonly logged: string[];
}

function open(
  reply: IntakeReply | Error = { status: 'stored', inputId: INPUT },
  more: Partial<ServerNeeds> = {},
): Subject {
  const received: IntakeRequest[] = [];
  const executed: GraphqlRequest[] = [];
  const logged: string[] = [];
  const app = buildServer({
    ...BARE_SERVER,
    receive: async (request) => {
      received.push(request);
      if (reply instanceof Error) throw reply;
      return reply;
    },
    isUnavailable: (error) => (error as Error).message === 'away',
    maxBodyBytes: LIMIT,
    readiness: async () => ({ ready: true, checks: [{ name: 'database', ok: true, detail: 'PostgreSQL 18' }] }),
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' }),
    execute: async (request) => {
      executed.push(request);
      return { status: 200, headers: [['content-type', 'application/json']], body: '{"data":{}}' };
    },
    explorer: { folder: bundle, demo: true },
    home: () => ({ url: 'http://localhost:4000', version: '0.1.0', demo: true, explorer: true }),
    log: openLog('info', { write: (line) => void logged.push(line) }),
    ...more,
  });
  return { app, received, executed, logged };
}

const post = (app: FastifyInstance, body: string | Buffer = '{}', headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/intake/easypost',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('POST /intake/<source>', () => {
  it.each<[string, IntakeReply | Error, number, Record<string, unknown>]>([
    ['stored', { status: 'stored', inputId: INPUT }, 202, { inputId: INPUT_ID }],
    ['from an unknown source', { status: 'unknown-source' }, 404, { title: 'Unknown source' }],
    ['wrongly signed', { status: 'refused', because: 'the signature does not fit' }, 401, { title: 'Not accepted' }],
    [
      'one that a plugin cannot verify',
      { status: 'unverified', because: 'push.verify of plugin acme answered true', retryAfterSeconds: 60 },
      503,
      { detail: 'Nothing was stored: push.verify of plugin acme answered true.' },
    ],
    ['too much', { status: 'overloaded', retryAfterSeconds: 2.2 }, 503, { title: 'Not available' }],
    ['while the database is away', new Error('away'), 503, { title: 'Not available' }],
    ['hit by a fault', new Error('boom'), 500, { title: 'Failed on our side' }],
  ])('answers an input that is %s', async (_, outcome, status, body) => {
    const answer = await post(open(outcome).app);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject(body);
  });

  it('answers what the source wants to read, with a plain 200', async () => {
    const answer = { contentType: 'text/plain', body: '[accepted]' };
    const { statusCode, headers, body } = await post(open({ status: 'stored', inputId: INPUT, answer }).app);
    expect([statusCode, headers['content-type'], body]).toEqual([200, 'text/plain', '[accepted]']);
  });

  it('says when to come again', async () => {
    const headersOf = async (outcome: IntakeReply | Error) => (await post(open(outcome).app)).headers['retry-after'];
    expect(await headersOf({ status: 'overloaded', retryAfterSeconds: 2.2 })).toBe('3');
    expect(await headersOf(new Error('away'))).toBe('5');
  });

  it('hands the raw bytes and the headers on as they came', async () => {
    const { app, received } = open();
    const bytes = Buffer.from([0, 255, 0xd8, 10, 0]);
    await post(app, bytes, { 'content-type': 'application/xml; charset=latin1', 'X-Hmac-Signature': 'abc' });
    expect(received).toHaveLength(1);
    expect(Buffer.compare(Buffer.from(received[0]!.body), bytes)).toBe(0);
    expect(received[0]).toMatchObject({
      source: 'easypost',
      headers: { 'content-type': 'application/xml; charset=latin1', 'x-hmac-signature': 'abc' },
    });
  });

  it.each([['application/json'], ['text/plain'], ['garbage'], [';;;'], ['a/b; c="'], [undefined]])(
    'takes the content type %s',
    async (type) => {
      const { app, received } = open();
      await app.listen({ port: 0, host: '127.0.0.1' });
      const line = type === undefined ? '' : `Content-Type: ${type}\r\n`;
      const answer = await raw(app, `POST /intake/x HTTP/1.1\r\nHost: h\r\n${line}Content-Length: 3\r\n\r\nabc`);
      await app.close();
      expect(answer).toMatch(/^HTTP\/1\.1 202 /);
      expect(Buffer.from(received[0]!.body).toString()).toBe('abc');
      expect(received[0]!.headers['content-type']).toBe(type);
    },
  );

  it('takes an empty body: whether it means anything is found out later', async () => {
    const { app, received } = open();
    const answer = await app.inject({ method: 'POST', url: '/intake/easypost' });
    expect(answer.statusCode).toBe(202);
    expect(received[0]!.body).toHaveLength(0);
  });

  it('takes a body of the limit, and refuses one byte more without reading it', async () => {
    const { app, received } = open();
    expect((await post(app, Buffer.alloc(LIMIT))).statusCode).toBe(202);
    const refused = await post(app, Buffer.alloc(LIMIT + 1));
    expect(refused.statusCode).toBe(413);
    expect(refused.json()).toMatchObject({
      title: 'Too large',
      next: expect.stringContaining('HUB_MAX_BODY_BYTES') as string,
    });
    expect(received).toHaveLength(1);
  });

  it('refuses an endless body of unknown length', async () => {
    const { app, received } = open();
    await app.listen({ port: 0, host: '127.0.0.1' });
    const chunk = `bb8\r\n${'a'.repeat(3_000)}\r\n0\r\n\r\n`;
    const answer = await raw(app, `POST /intake/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`);
    await app.close();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(received).toHaveLength(0);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const)('answers %s with 405', async (method) => {
    const { app } = open();
    const answer = await app.inject({ method, url: '/intake/easypost' });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'POST']);
  });

  it('takes the fields in the address of a GET like a form, as DPD sends them', async () => {
    const { app, received } = open();
    const answer = await app.inject({ method: 'GET', url: '/intake/dpd?pushid=7&pnr=053%2B1' });
    expect(answer.statusCode).toBe(202);
    expect(Buffer.from(received[0]!.body).toString()).toBe('pushid=7&pnr=053%2B1');
    expect(received[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('logs a fault without what the input held', async () => {
    const { app, logged } = open(new Error('cannot read "Mildred Canary" of mildred@canary.test'));
    const answer = await post(app, '{"name":"Mildred Canary"}', { authorization: 'Bearer canary-token' });
    expect(answer.body + logged.join('')).not.toMatch(/canary/i);
    expect(JSON.parse(logged[0]!)).toMatchObject({ level: 'error', requestId: answer.headers['x-request-id'] });
  });
});

describe('every answer', () => {
  it.each(['/', '/healthz', '/readyz', '/metrics', '/nothing', '/intake/x', '/graphql'])(
    'of %s is protected',
    async (url) => {
      const { headers } = await open().app.inject({ url });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.stringMatching(/^[\w-]{8,}$/) as string,
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
      });
    },
  );

  it('bears the request id of the caller, if it is a sane one', async () => {
    const idOf = async (id: string) =>
      (await open().app.inject({ url: '/healthz', headers: { 'x-request-id': id } })).headers['x-request-id'];
    expect(await idOf('trace-0001')).toBe('trace-0001');
    expect(await idOf('<script>alert(1)</script>')).not.toContain('<');
  });

  it.each([
    ['/nothing', 404],
    ['/%zz', 400],
  ])('to %s is a problem that names the next step', async (url, status) => {
    const answer = await open().app.inject({ url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      status,
      next: expect.any(String) as string,
      requestId: expect.any(String) as string,
    });
  });
});

describe('health', () => {
  it('is alive', async () => {
    expect((await open().app.inject('/healthz')).json()).toEqual({ status: 'alive' });
  });

  it('says why it is not ready', async () => {
    const { app } = open(undefined, {
      readiness: async () => ({ ready: false, checks: [{ name: 'database', ok: false, detail: 'no answer' }] }),
    });
    const answer = await app.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'not ready', because: ['database: no answer'] });
  });

  it('lists the checks on request', async () => {
    const answer = await open().app.inject('/readyz?verbose');
    expect(answer.json()).toEqual({
      status: 'ready',
      checks: [{ name: 'database', ok: true, detail: 'PostgreSQL 18' }],
    });
  });

  it('gives metrics as Prometheus text', async () => {
    const answer = await open().app.inject('/metrics');
    expect([answer.body, answer.headers['content-type']]).toEqual(['up 1\n', 'text/plain; version=0.0.4']);
  });
});

describe('/graphql', () => {
  it('executes what is posted', async () => {
    const { app, executed } = open();
    const answer = await app.inject({ method: 'POST', url: '/graphql?x=1', payload: { query: '{ __typename }' } });
    expect([answer.statusCode, answer.body]).toEqual([200, '{"data":{}}']);
    expect(executed[0]).toMatchObject({ method: 'POST', search: '?x=1', body: { query: '{ __typename }' } });
  });

  it.each([
    ['{"query":', 'application/json', 400],
    ['', 'application/json', 400],
    ['{ __typename }', 'text/plain', 400],
    [JSON.stringify({ query: 'a'.repeat(LIMIT) }), 'application/json', 413],
  ])('refuses the body %p sent as %s', async (payload, type, status) => {
    const { app, executed } = open();
    const answer = await app.inject({ method: 'POST', url: '/graphql', payload, headers: { 'content-type': type } });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST', retryable: false } }] });
    expect(executed).toEqual([]);
  });

  it('answers 503 while the database is away, in the form of GraphQL', async () => {
    const { app } = open(undefined, { execute: () => Promise.reject(new Error('away')) });
    const answer = await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ __typename }' } });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }] });
  });

  it('shows the explorer to a browser, and only there', async () => {
    const { app } = open();
    const page = await app.inject({ url: '/graphql', headers: { accept: 'text/html' } });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.body).not.toMatch(/https?:\/\//);
    expect((await app.inject({ url: '/graphql', headers: { accept: '*/*' } })).body).toBe('{"data":{}}');
    expect((await app.inject({ url: '/graphql?query={a}', headers: { accept: 'text/html' } })).body).toBe(
      '{"data":{}}',
    );
    const closed = open(undefined, { explorer: null }).app;
    expect((await closed.inject({ url: '/graphql', headers: { accept: 'text/html' } })).body).toBe('{"data":{}}');
  });

  it('serves the files of the explorer and no others', async () => {
    const { app } = open();
    const file = await app.inject('/graphql/explorer/explorer.js');
    expect([file.statusCode, file.body]).toEqual([200, 'export {};']);
    const again = await app.inject({
      url: '/graphql/explorer/explorer.js',
      headers: { 'if-none-match': file.headers.etag as string },
    });
    expect(again.statusCode).toBe(304);
    for (const name of ['secret.txt', 'missing.js', '..%2fexplorer.js', '%2e%2e'])
      expect((await app.inject(`/graphql/explorer/${name}`)).statusCode).toBe(404);
  });
});

describe('a client that does not get on', () => {
  const timeoutsMs = { request: 300, headers: 150, check: 50 };
  const send = async (sent: string): Promise<string> => {
    const { app, received } = open(undefined, { timeoutsMs });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    socket.write(sent);
    await new Promise((resolve) => socket.once('close', resolve));
    await app.close();
    expect(received).toEqual([]);
    return text;
  };

  it.each([
    ['its headers', 'POST /intake/ups HTTP/1.1\r\nHost: hub\r\nX-Slow: '],
    ['its body', 'POST /intake/ups HTTP/1.1\r\nHost: hub\r\nContent-Length: 100\r\n\r\nabc'],
    ['a body in pieces', 'POST /graphql HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
  ])('with %s is told so and let go', async (_name, sent) => {
    expect(await send(sent)).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('in demo mode', () => {
  const demo = () => open(undefined, { origins: { onlyHosts: ['hub.example.test'] } }).app;

  it.each<[string, Record<string, string>, number]>([
    ['a program', { host: 'localhost:4000' }, 200],
    ['its own page', { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' }, 200],
    ['a page under its public address', { host: 'hub.example.test', origin: 'https://hub.example.test' }, 200],
    ['a page of another site', { host: 'localhost:4000', origin: 'https://evil.example.test' }, 403],
    ['a page without an origin of its own', { host: 'localhost:4000', origin: 'null' }, 403],
    ['a name bound to this machine', { host: 'evil.example.test:4000' }, 403],
  ])('%s is answered accordingly', async (_, headers, status) => {
    expect((await demo().inject({ url: '/healthz', headers })).statusCode).toBe(status);
  });
});

describe('/', () => {
  it('says where things are, and that this is a demo', async () => {
    const { app } = open();
    expect((await app.inject('/')).json()).toMatchObject({
      demo: expect.stringContaining('without credentials') as string,
      places: { graphql: 'http://localhost:4000/graphql', subscriptions: 'ws://localhost:4000/graphql' },
    });
    const page = await app.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(page.body).toContain('<a href="http://localhost:4000/graphql">');
    expect(page.body).toContain('intake/&lt;source&gt;');
  });
});

/** Sends bytes as they are and gives the answer as text. */
function raw(app: FastifyInstance, request: string): Promise<string> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (data) => {
      answer += data.toString();
      socket.end();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
