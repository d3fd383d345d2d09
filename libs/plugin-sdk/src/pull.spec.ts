import { instant } from '@whereabouts/model';
import { pullBytes, pullJson, retryAfterMs, type PullHost, type PullRequest } from './pull';

const NOW = instant('2025-06-01T10:00:00Z');
const host = (fetch: typeof globalThis.fetch): PullHost => ({
  fetch,
  clock: () => NOW,
  signal: new AbortController().signal,
});
const answering = (body: ConstructorParameters<typeof Response>[0], init: ResponseInit = {}) =>
  host(() => Promise.resolve(new Response(body, init)));
const REQUEST: PullRequest = { url: 'https://api.carrier.test/v1/track/SECRET?key=SECRET', headers: { key: 'SECRET' } };

describe('pullBytes', () => {
  it('gives the bytes as they came', async () => {
    const answer = await pullBytes(answering('{"a": 1}', { headers: { 'content-type': 'application/json' } }), REQUEST);
    expect(answer).toMatchObject({ ok: true, contentType: 'application/json', status: 200 });
    if (answer.ok) expect(Buffer.from(answer.body).toString()).toBe('{"a": 1}');
  });

  it.each([
    [401, 'Unauthorized'],
    [403, 'Unauthorized'],
    [404, 'NotFoundYet'],
    [429, 'RateLimited'],
    [302, 'Upstream'],
    [400, 'Upstream'],
    [500, 'Upstream'],
    [503, 'Upstream'],
  ])('says %d as %s, with the host and nothing secret', async (status, kind) => {
    const answer = await pullBytes(answering('SECRET', { status }), REQUEST);
    expect(answer).toMatchObject({ ok: false, error: { kind, message: `api.carrier.test answered ${status}` } });
    expect(JSON.stringify(answer)).not.toContain('SECRET');
  });

  it('reads the body of a status that the plugin wants to read', async () => {
    const answer = await pullJson(answering('{"errors":[]}', { status: 404 }), { ...REQUEST, alsoRead: [404] });
    expect(answer).toMatchObject({ ok: true, status: 404, value: { errors: [] } });
  });

  it('goes by the status when that body is of no use', async () => {
    for (const body of ['', '<html></html>'])
      expect(await pullBytes(answering(body, { status: 404 }), { ...REQUEST, alsoRead: [404] })).toMatchObject({
        ok: false,
        error: { kind: 'NotFoundYet' },
      });
  });

  it.each([
    ['', {}],
    [' \r\n\t ', {}],
    ['<!DOCTYPE html><html>', {}],
    ['  <HTML lang="en">', {}],
    ['\uFEFF<html>', {}],
    ['{}', { headers: { 'content-type': 'text/html; charset=utf-8' } }],
  ])('takes %j for no answer', async (body, init) => {
    expect(await pullBytes(answering(body, init), REQUEST)).toMatchObject({ ok: false, error: { kind: 'Malformed' } });
  });

  it('takes 204 for no answer', async () => {
    expect(await pullBytes(answering(null, { status: 204 }), REQUEST)).toMatchObject({ error: { kind: 'Malformed' } });
  });

  it('stops reading an answer that is too large', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1_000;
        controller.enqueue(new Uint8Array(1_000).fill(65));
      },
    });
    const answer = await pullBytes(answering(endless), { ...REQUEST, maxBytes: 10_000 });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'Malformed', message: /more than 10000 bytes/ } });
    expect(sent).toBeLessThan(20_000);
  });

  it.each([
    [
      Object.assign(new TypeError('fetch failed https://x/SECRET'), { cause: { code: 'ECONNREFUSED' } }),
      ': ECONNREFUSED',
    ],
    [new Error('SECRET'), ''],
    ['SECRET', ''],
    [undefined, ''],
  ])('says a fault of the network as Upstream', async (fault, reason) => {
    const answer = await pullBytes(
      host(() => Promise.reject(fault as Error)),
      REQUEST,
    );
    expect(answer).toEqual({
      ok: false,
      error: { kind: 'Upstream', message: `api.carrier.test could not be asked${reason}` },
    });
  });

  it('survives an address that is none', async () => {
    expect(await pullBytes(answering('{}'), { url: 'not a url SECRET' })).toEqual({
      ok: false,
      error: { kind: 'Upstream', message: 'the source could not be asked: ERR_INVALID_URL' },
    });
  });

  it('passes method, headers and body on', async () => {
    const seen: RequestInit[] = [];
    const spy = host((_url, init) => {
      seen.push(init ?? {});
      return Promise.resolve(new Response('{}'));
    });
    await pullJson(spy, { ...REQUEST, method: 'POST', body: 'x', headers: { a: 'b' } });
    expect(seen[0]).toMatchObject({ method: 'POST', body: 'x', headers: { accept: 'application/json', a: 'b' } });
  });
});

describe('pullJson', () => {
  it('says what is not JSON', async () => {
    expect(await pullJson(answering('{"a":'), REQUEST)).toEqual({
      ok: false,
      error: { kind: 'Malformed', message: 'the answer is not JSON: cut off: expected a value, at line 1, column 6' },
    });
  });
});

describe('retryAfterMs', () => {
  it.each([
    ['7', 7_000],
    ['0', 0],
    ['1.5', 1_500],
    [' 30 ', 30_000],
    ['Sun, 01 Jun 2025 10:02:00 GMT', 120_000],
    ['Sun, 01 Jun 2025 09:00:00 GMT', 0],
    ['999999999', 24 * 3_600_000],
    [null, 60_000],
    ['', 60_000],
    ['soon', 60_000],
    ['-5', 60_000],
    ['5s', 60_000],
    ['2025', 2_025_000],
  ])('%j is %d ms', (value, ms) => expect(retryAfterMs(value, NOW)).toBe(ms));
});
