import { pullBytes, pullJson } from '@whereabouts/plugin-sdk';
import { pullContext } from './pull-context';
import {
  bytes,
  emptyOk,
  hang,
  htmlPage,
  json,
  notFound,
  rateLimited,
  serverError,
  sourceServer,
  unauthorized,
  type SourceServer,
} from './source-server';

const started: SourceServer[] = [];
const start = async (...args: Parameters<typeof sourceServer>) => {
  const server = await sourceServer(...args);
  started.push(server);
  return server;
};
afterEach(() => Promise.all(started.splice(0).map((server) => server.close())));

describe('sourceServer', () => {
  it('answers by method and path, in turn, and by the longest pattern', async () => {
    const server = await start({
      'GET /track/1': json({ number: '1' }),
      '/track/*': (request) => json({ rest: request.path, method: request.method }),
      'POST /token': [serverError(), json({ token: 't' })],
      '*': notFound(),
    });
    const get = async (path: string, method = 'GET') => {
      const response = await fetch(server.url + path, { method });
      return [response.status, await response.json()];
    };
    expect(await get('/track/1?full=1')).toEqual([200, { number: '1' }]);
    expect(await get('/track/2', 'DELETE')).toEqual([200, { rest: '/track/2', method: 'DELETE' }]);
    expect(await get('/token', 'POST')).toEqual([500, { error: 'internal' }]);
    expect(await get('/token', 'POST')).toEqual([200, { token: 't' }]);
    expect(await get('/token', 'POST')).toEqual([200, { token: 't' }]);
    expect(await get('/else')).toEqual([404, { error: 'not found' }]);
  });

  it('keeps what it was asked', async () => {
    const server = await start({ '*': json({}) });
    await fetch(`${server.url}/a?b=c`, { method: 'POST', headers: { 'X-Key': 'k' }, body: 'text' });
    expect(server.requests).toHaveLength(1);
    const [seen] = server.requests;
    expect(seen).toMatchObject({ method: 'POST', path: '/a', body: 'text' });
    expect(seen?.headers['x-key']).toBe('k');
    expect(seen?.query.get('b')).toBe('c');
  });
});

describe('every misbehaviour becomes its typed error', () => {
  const cases = [
    ['unauthorized', unauthorized(), 'Unauthorized'],
    ['forbidden', unauthorized(403), 'Unauthorized'],
    ['not found', notFound(), 'NotFoundYet'],
    ['rate limited', rateLimited(7), 'RateLimited'],
    ['server error', serverError(503), 'Upstream'],
    ['web page', htmlPage(), 'Malformed'],
    ['empty answer', emptyOk(), 'Malformed'],
    ['cut off JSON', bytes('{"a": [1,'), 'Malformed'],
    ['redirect', { status: 304, headers: {}, body: '' }, 'Upstream'],
    ['bad request', json({ error: 'bad' }, 400), 'Upstream'],
  ] as const;
  it.each(cases)('%s', async (_name, answer, kind) => {
    const server = await start({ '*': answer });
    const outcome = await pullJson(pullContext({}), { url: `${server.url}/secret-path?key=secret-key` });
    expect(outcome).toMatchObject({ ok: false, error: { kind } });
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });

  it('hang, by the time limit or when the host calls it off', async () => {
    const server = await start({ '*': hang() });
    const late = await pullBytes(pullContext({}), { url: server.url, timeoutMs: 50 });
    expect(late).toMatchObject({ ok: false, error: { kind: 'Upstream', message: /did not answer within 50 ms/ } });

    const abort = new AbortController();
    const waiting = pullBytes(pullContext({}, { signal: abort.signal }), { url: server.url });
    setTimeout(() => abort.abort(), 20);
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'Upstream', message: /called off/ } });
  });
});
