import { instant, type Instant } from '@whereabouts/model';
import { basicAuth, clientCredentials, settingsHeaders } from './authorize';
import type { HostContext } from './contract';

interface Config {
  readonly id?: string;
  readonly secret?: string;
}
const START = instant('2026-03-01T10:00:00Z');

function source(answers: readonly Response[], config: Config = { id: 'id', secret: 's:cret' }, times: Instant[] = []) {
  const requests: { url: string; headers: Headers; body: string }[] = [];
  const left = [...answers];
  const context: HostContext<Config> = {
    config,
    clock: () => times.shift() ?? START,
    fetch: async (url, init) => {
      requests.push({
        url: String(url instanceof Request ? url.url : url),
        headers: new Headers(init?.headers),
        body: await new Response(init?.body).text(),
      });
      return left.shift() ?? new Response('', { status: 500 });
    },
    log: () => undefined,
    signal: new AbortController().signal,
  };
  return { context, requests };
}
const token = (access_token: string, expires_in = 3600) => Response.json({ access_token, expires_in });
const authorize = (where: 'header' | 'form') =>
  clientCredentials<Config>({
    url: () => 'https://source.test/token',
    credentials: ({ id, secret }) => (id === undefined || secret === undefined ? null : { id, secret }),
    in: where,
  });

describe('settingsHeaders', () => {
  const key = settingsHeaders<Config>(({ id }) => (id === undefined ? null : { 'x-key': id }));

  it('gives the headers of the settings', async () =>
    expect(await key(source([]).context)).toEqual({ ok: true, headers: { 'x-key': 'id' } }));

  it('says what is missing', async () =>
    expect(await key(source([], {}).context)).toMatchObject({ ok: false, error: { kind: 'Unauthorized' } }));
});

describe('clientCredentials', () => {
  it('sends them in a header', async () => {
    const { context, requests } = source([token('T')]);
    expect(await authorize('header')(context)).toEqual({ ok: true, headers: { authorization: 'Bearer T' } });
    expect(requests[0]?.headers.get('authorization')).toBe(basicAuth('id', 's:cret'));
    expect(requests[0]?.body).toBe('grant_type=client_credentials');
  });

  it('finds the token where the source puts it', async () => {
    const ask = clientCredentials<Config>({
      url: () => 'https://source.test/token',
      credentials: () => ({ id: 'id', secret: 's' }),
      in: 'form',
      tokenAt: 'data.token',
    });
    const { context } = source([Response.json({ data: { token: 'T' } })]);
    expect(await ask(context)).toMatchObject({ headers: { authorization: 'Bearer T' } });
    expect(await ask(source([token('T')]).context)).toMatchObject({ ok: false, error: { kind: 'Malformed' } });
  });

  it('sends them in the form', async () => {
    const { context, requests } = source([token('T')]);
    await authorize('form')(context);
    expect(requests[0]?.headers.get('authorization')).toBeNull();
    expect(requests[0]?.body).toBe('grant_type=client_credentials&client_id=id&client_secret=s%3Acret');
  });

  it('sends a body of its own where the service takes JSON', async () => {
    const { context, requests } = source([token('T')]);
    await clientCredentials<Config>({
      url: () => 'https://source.test/token',
      credentials: ({ id }) => (id === undefined ? null : { id, secret: '' }),
      in: 'form',
      json: ({ secret = '' }) => ({ refresh_token: secret }),
    })(context);
    expect(requests[0]?.headers.get('content-type')).toBe('application/json');
    expect(requests[0]?.body).toBe('{"refresh_token":"s:cret"}');
  });

  it('keeps a token until shortly before it ends', async () => {
    const later = instant('2026-03-01T10:59:30Z');
    const { context, requests } = source([token('A'), token('B')]);
    const ask = authorize('header');
    await ask(context);
    await ask(context);
    expect(requests).toHaveLength(1);
    expect(await ask({ ...context, clock: () => later })).toMatchObject({ headers: { authorization: 'Bearer B' } });
  });

  it('asks anew once it is told to forget, and for other settings', async () => {
    const { context, requests } = source([token('A'), token('B'), token('C')]);
    const ask = authorize('header');
    await ask(context);
    ask.forget?.(context);
    await ask(context);
    await ask({ ...context, config: { id: 'other', secret: 'x' } });
    expect(requests).toHaveLength(3);
  });

  it.each([
    ['no credentials', {}, [], 'Unauthorized'],
    ['refused credentials', undefined, [Response.json({ error: 'invalid_client' }, { status: 400 })], 'Unauthorized'],
    ['an answer without a token', undefined, [Response.json({})], 'Malformed'],
    ['a source that is down', undefined, [new Response('', { status: 503 })], 'Upstream'],
  ])('%s', async (_name, config, answers, kind) => {
    const { context } = source(answers, config);
    const outcome = await authorize('form')(context);
    expect(outcome).toMatchObject({ ok: false, error: { kind } });
    expect(JSON.stringify(outcome)).not.toContain('s:cret');
  });
});
