import { BARE_SERVER } from '../testing/bare-server';
import { isAllowedSocket, type OriginRule } from './origin';
import { buildServer } from './server';

const LISTED = 'https://desk.example.test';
const FOREIGN = 'https://evil.example.test';

const open = (pages: readonly string[], onlyHosts: readonly string[] | null = null) =>
  buildServer({ ...BARE_SERVER, origins: { onlyHosts, pages } });

const preflight = (pages: readonly string[], origin: string, url = '/graphql') =>
  open(pages).inject({
    method: 'OPTIONS',
    url,
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type',
    },
  });
const ask = (pages: readonly string[], origin: string, onlyHosts: readonly string[] | null = null) =>
  open(pages, onlyHosts).inject({ method: 'POST', url: '/graphql', headers: { origin }, payload: { query: '{ a }' } });

describe('pages of other sites', () => {
  it('that are listed may ask, with credentials, and read the headers that matter', async () => {
    const may = await preflight([LISTED], LISTED);
    expect(may.statusCode).toBe(204);
    expect(may.headers).toMatchObject({
      'access-control-allow-origin': LISTED,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'authorization, content-type',
      vary: expect.stringContaining('Origin'),
    });
    const { headers, body } = await ask([LISTED], LISTED);
    expect([headers['access-control-allow-origin'], body]).toEqual([LISTED, '{"data":{}}']);
    expect(headers['access-control-expose-headers']).toMatch(/RateLimit.*Retry-After/);
  });

  it.each([
    ['is not listed', [LISTED], FOREIGN],
    ['only begins like a listed one', [LISTED], `${LISTED}.evil.test`],
    ['has none', [LISTED], 'null'],
    ['comes while none is listed', [], LISTED],
  ])('get no leave when their origin %s', async (_name, pages, origin) => {
    const refused = await preflight(pages, origin);
    expect(refused.statusCode).toBe(405);
    expect(Object.keys(refused.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect((await ask(pages, origin)).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('never get leave for the intake', async () => {
    const refused = await preflight([LISTED], LISTED, '/intake/ups');
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([405, undefined]);
  });

  it('are let through to a demo only when they are listed', async () => {
    const status = async (pages: readonly string[]) => (await ask(pages, LISTED, ['hub.example.test'])).statusCode;
    expect([await status([LISTED]), await status([])]).toEqual([200, 403]);
  });

  it('are told by a demo which setting lists them', async () => {
    const refused = await ask([], LISTED, ['hub.example.test']);
    expect(refused.json()).toMatchObject({ next: expect.stringContaining('HUB_CORS_ORIGINS') });
  });
});

describe('a WebSocket', () => {
  const rule: OriginRule = { onlyHosts: null, pages: [LISTED], own: 'https://hub.example.test' };
  it.each<[string, boolean, string | undefined, string]>([
    ['a program', true, undefined, 'hub.internal:4000'],
    ['a page of the hub', true, 'http://hub.internal:4000', 'hub.internal:4000'],
    ['a page of the hub behind a proxy', true, 'https://hub.example.test', 'hub.internal:4000'],
    ['a listed page', true, LISTED, 'hub.internal:4000'],
    ['another page of this machine, in development', true, 'http://localhost:5173', '127.0.0.1:4000'],
    ['a page of another site', false, FOREIGN, 'hub.internal:4000'],
    ['a page of another site, in development', false, FOREIGN, '127.0.0.1:4000'],
    ['a page without an origin', false, 'null', 'hub.internal:4000'],
  ])('of %s is opened: %s', (_name, isOpened, origin, host) => {
    expect(isAllowedSocket(rule, { host, ...(origin !== undefined && { origin }) })).toBe(isOpened);
  });
});
