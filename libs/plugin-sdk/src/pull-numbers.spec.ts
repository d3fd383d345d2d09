import { instant } from '@whereabouts/model';
import type { Authorize } from './authorize';
import type { HostContext } from './contract';
import { failed, notFoundYet, unauthorized, upstream } from './errors';
import { found } from './found';
import { joinedAnswer, postJson } from './pull';
import { pullBatch, pullEach, pullOneByOne } from './pull-numbers';

function source(...answers: (Response | Error)[]) {
  const asked: string[] = [];
  const context: HostContext<unknown> = {
    config: {},
    clock: () => instant('2026-03-01T10:00:00Z'),
    fetch: (url, init) => {
      const { accept, authorization } = Object.fromEntries(new Headers(init?.headers)) as Record<string, string>;
      asked.push([new URL(url as string).pathname, accept, authorization].filter(Boolean).join(' '));
      const answer = answers[asked.length - 1] ?? new Response('', { status: 500 });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    log: () => undefined,
    signal: new AbortController().signal,
  };
  return { context, asked };
}
const each = (extra: Partial<Parameters<typeof pullEach>[0]> = {}) =>
  pullEach({ request: (number) => ({ url: `https://source.test/${number}` }), ...extra });

describe('pullEach', () => {
  it('asks for one number after the other, and one that fails leaves its neighbours alone', async () => {
    const { context, asked } = source(
      Response.json({ n: 1 }),
      new Response('', { status: 404 }),
      Response.json({ n: 3 }),
    );
    const outcomes = await each().fetch(['1', '2', '3'], context);
    expect(outcomes.map(({ trackingNumber, ok }) => [trackingNumber, ok])).toEqual([
      ['1', true],
      ['2', false],
      ['3', true],
    ]);
    expect(asked).toEqual(['/1 application/json', '/2 application/json', '/3 application/json']);
  });

  it('does not ask where the request says why not', async () => {
    const { context, asked } = source(Response.json({ n: 2 }));
    const pull = each({ request: (number) => (number === '1' ? notFoundYet('no') : { url: 'https://source.test/2' }) });
    expect(await pull.fetch(['1', '2'], context)).toMatchObject([
      { ok: false, error: { kind: 'NotFoundYet' } },
      { ok: true },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('hears an error inside a good answer', async () => {
    const { context } = source(Response.json({ error: 'down' }));
    const judged = each({ judge: ({ value }) => (found(value, 'error').length > 0 ? upstream('down') : null) });
    expect(await judged.fetch(['1'], context)).toMatchObject([{ ok: false, error: { kind: 'Upstream' } }]);
  });

  it('says that an answer cannot be read', async () => {
    const { context } = source(new Response('<html></html>', { headers: { 'content-type': 'application/json' } }));
    expect(await each().fetch(['1'], context)).toMatchObject([{ ok: false, error: { kind: 'Malformed' } }]);
  });

  it('asks for XML where the source answers in it', async () => {
    const { context, asked } = source(new Response('<a><b>1</b></a>'));
    expect(await each({ format: 'xml' }).fetch(['1'], context)).toMatchObject([{ ok: true }]);
    expect(asked).toEqual(['/1 application/xml, text/xml']);
  });

  it('tries once more with a new token when the old one was revoked', async () => {
    let issued = 0;
    let held: string | null = null;
    const authorize: Authorize<unknown> = Object.assign(
      () => Promise.resolve({ ok: true as const, headers: { authorization: (held ??= `T${++issued}`) } }),
      { forget: () => void (held = null) },
    );
    const { context, asked } = source(new Response('', { status: 401 }), Response.json({}));
    expect(await each({ authorize }).fetch(['1'], context)).toMatchObject([{ ok: true }]);
    expect(asked.map((line) => line.split(' ').at(-1))).toEqual(['T1', 'T2']);
  });

  it('does not ask at all without credentials', async () => {
    const authorize: Authorize<unknown> = () => Promise.resolve({ ok: false, error: unauthorized('none') });
    const { context, asked } = source();
    expect(await each({ authorize }).fetch(['1'], context)).toMatchObject([{ error: { kind: 'Unauthorized' } }]);
    expect(asked).toEqual([]);
  });
});

describe('pullBatch', () => {
  const batch = pullBatch({
    batchSize: 10,
    request: (numbers) => ({ url: `https://source.test/${numbers.join(',')}` }),
    part: ({ value }, number) => found(value, `parcels.${number}`)[0]?.value ?? null,
  });

  it('cuts one answer into a document for each number, in the order asked', async () => {
    const { context, asked } = source(Response.json({ parcels: { 2: { two: true }, 1: { one: true } } }));
    const outcomes = await batch.fetch(['1', '2', '3'], context);
    expect(asked).toEqual(['/1,2,3 application/json']);
    expect(outcomes.map((outcome) => (outcome.ok ? Buffer.from(outcome.body).toString() : outcome.error.kind))).toEqual(
      ['{"one":true}', '{"two":true}', 'NotFoundYet'],
    );
  });

  it('gives every number the error of the whole', async () => {
    const { context } = source(new Response('', { status: 429, headers: { 'retry-after': '7' } }));
    expect(await batch.fetch(['1', '2'], context)).toMatchObject([
      { trackingNumber: '1', error: { kind: 'RateLimited', retryAfterMs: 7000 } },
      { trackingNumber: '2', error: { kind: 'RateLimited' } },
    ]);
  });

  it('finds the number for which a whole batch is refused, and the others have their answers', async () => {
    const refusal = () => new Response('', { status: 400 });
    const parcels = (...numbers: string[]) =>
      Response.json({ parcels: Object.fromEntries(numbers.map((number) => [number, {}])) });
    const { context, asked } = source(refusal(), parcels('1', '2'), refusal(), refusal(), parcels('4'));
    const outcomes = await batch.fetch(['1', '2', '!', '4'], context);
    expect(asked.map((one) => one.split(' ')[0])).toEqual(['/1,2,!,4', '/1,2', '/!,4', '/!', '/4']);
    expect(outcomes).toMatchObject([
      { trackingNumber: '1', ok: true },
      { trackingNumber: '2', ok: true },
      { trackingNumber: '!', ok: false, error: { kind: 'Upstream', status: 400 } },
      { trackingNumber: '4', ok: true },
    ]);
  });

  it('asks no further when both halves are refused: that is for no single number', async () => {
    const refusal = () => new Response('', { status: 422 });
    const { context, asked } = source(refusal(), refusal(), refusal());
    const outcomes = await batch.fetch(['1', '2', '3', '4'], context);
    expect(asked).toHaveLength(3);
    expect(outcomes.map((one) => !one.ok && one.error.kind)).toEqual(['Upstream', 'Upstream', 'Upstream', 'Upstream']);
  });

  it('asks for nothing when there is nothing to ask', async () => {
    const { context, asked } = source();
    expect([await batch.fetch([], context), asked]).toEqual([[], []]);
  });
});

describe('pullOneByOne', () => {
  it('gives each number its own outcome, in the order asked', async () => {
    const seen: string[] = [];
    const pull = pullOneByOne(5, (number) => {
      seen.push(number);
      return Promise.resolve(number === '2' ? failed(notFoundYet('no')) : joinedAnswer({ number }));
    });
    expect(pull.batchSize).toBe(5);
    expect(await pull.fetch(['1', '2', '3'], source().context)).toEqual([
      { trackingNumber: '1', ok: true, body: Buffer.from('{"number":"1"}'), contentType: 'application/json' },
      { trackingNumber: '2', ok: false, error: notFoundYet('no') },
      { trackingNumber: '3', ok: true, body: Buffer.from('{"number":"3"}'), contentType: 'application/json' },
    ]);
    expect(seen).toEqual(['1', '2', '3']);
  });
});

it('posts JSON as such, with more headers where the source wants them', () =>
  expect(postJson([1], { 'x-locale': 'en' })).toEqual({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-locale': 'en' },
    body: '[1]',
  }));
