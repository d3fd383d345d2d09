import {
  errorOfCode,
  failed,
  isPullError,
  malformed,
  notFoundYet,
  raise,
  rateLimited,
  unauthorized,
  upstream,
} from './errors';

const ERRORS = [
  unauthorized('u'),
  notFoundYet('n'),
  rateLimited('r', 1),
  upstream('s', 500),
  upstream('t'),
  malformed('m'),
];

describe('isPullError', () => {
  it.each(ERRORS)('knows $kind', (error) => {
    expect(isPullError(error)).toBe(true);
    expect(isPullError(JSON.parse(JSON.stringify(error)))).toBe(true);
  });

  it.each(ERRORS)('knows a thrown $kind', (error) => {
    let thrown: unknown;
    try {
      raise(error);
    } catch (fault) {
      thrown = fault;
    }
    expect(isPullError(thrown)).toBe(true);
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown).toMatchObject({ ...error });
  });

  it.each([
    null,
    undefined,
    'Upstream',
    new Error('x'),
    { kind: 'Other', message: '' },
    { kind: 'Upstream' },
    { kind: 'RateLimited', message: 'x' },
  ])('does not take %p for one', (value) => expect(isPullError(value)).toBe(false));
});

describe('errorOfCode', () => {
  const meanings = { unauthorized: /^401$/, rateLimited: /^429$/, waitMs: 5, notFoundYet: /^4/ };
  it.each([
    ['401', unauthorized('said')],
    ['429', rateLimited('said', 5)],
    ['404', notFoundYet('said')],
    ['500', upstream('said')],
  ])('%s', (code, error) => expect(errorOfCode(code, 'said', meanings)).toEqual(error));

  it('waits a minute where the source does not say how long', () =>
    expect(errorOfCode('slow', 'said', { rateLimited: /slow/ })).toEqual(rateLimited('said', 60_000)));
});

it('wraps an error as what a call came to', () =>
  expect(failed(malformed('m'))).toEqual({ ok: false, error: malformed('m') }));
