import { isPullError, malformed, notFoundYet, raise, rateLimited, unauthorized, upstream } from './errors';

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
