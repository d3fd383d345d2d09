import { instant } from '@whereabouts/model';
import { actRequest, type ActRequest } from './act-request';
import { settingsHeaders } from './authorize';
import type { HostContext } from './contract';

async function act(answer: Response, request: Partial<ActRequest> = {}) {
  let sent: { headers: Headers; body: unknown } | undefined;
  const context: HostContext<unknown> = {
    config: {},
    clock: () => instant('2026-03-01T10:00:00Z'),
    fetch: (_url, init) => {
      sent = { headers: new Headers(init?.headers), body: init?.body };
      return Promise.resolve(answer);
    },
    log: () => undefined,
    signal: new AbortController().signal,
  };
  const authorize = settingsHeaders<unknown>(() => ({ 'x-key': 'key' }));
  const outcome = await actRequest(context, authorize, { url: 'https://desk.test/notes', method: 'POST', ...request });
  return { outcome, sent };
}

describe('actRequest', () => {
  it('sends JSON, and gives the id of what was made', async () => {
    const { outcome, sent } = await act(Response.json({ audit: { id: 17 } }), {
      json: { text: 'hello' },
      reference: 'audit.id',
    });
    expect(outcome).toEqual({ ok: true, reference: '17' });
    expect(sent?.body).toBe('{"text":"hello"}');
    expect(sent?.headers.get('content-type')).toBe('application/json');
    expect(sent?.headers.get('x-key')).toBe('key');
  });

  it('is content with an empty answer', async () =>
    expect((await act(new Response(null, { status: 204 }), { reference: 'id' })).outcome).toEqual({ ok: true }));

  it.each([
    [422, 'Refused'],
    [404, 'Refused'],
    [401, 'Unauthorized'],
    [429, 'RateLimited'],
    [502, 'Upstream'],
  ])('says %d as %s', async (status, kind) =>
    expect((await act(new Response('{"secret":"s"}', { status }))).outcome).toMatchObject({
      ok: false,
      error: { kind },
    }),
  );
});
