import { isContended, isUnavailable } from './failures';

const failure = (code?: string, message = ''): unknown => Object.assign(new Error(message), { code });

describe('a database that is away', () => {
  it.each([
    '57P01',
    '57P03',
    '08006',
    '53300',
    '53100',
    '25006',
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EAI_AGAIN',
  ])('is known by %s', (code) => {
    expect(isUnavailable(failure(code))).toBe(true);
    expect(isUnavailable({ code })).toBe(true);
  });

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])('says %p', (message) => {
    expect(isUnavailable(failure(undefined, message))).toBe(true);
  });

  it.each(['23505', '22P02', '40001', '57014', 'ENOENT'])('is not to blame for %s', (code) => {
    expect(isUnavailable(failure(code, 'value too long'))).toBe(false);
  });

  it.each([undefined, null, 'text', 7])('is not to blame for %p', (thrown) => {
    expect(isUnavailable(thrown)).toBe(false);
  });
});

describe('others who are in the way', () => {
  it.each(['40001', '40P01', '55P03', '57014'])('are known by %s', (code) => {
    expect(isContended(failure(code))).toBe(true);
  });

  it.each(['23505', '22P02', '57P01', undefined])('are not to blame for %s', (code) => {
    expect(isContended(failure(code))).toBe(false);
  });
});
