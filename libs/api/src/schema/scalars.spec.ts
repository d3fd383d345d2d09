import { DateTime, FeedCursor } from './scalars';

describe('a DateTime', () => {
  it.each([
    ['2026-11-22T04:36:00Z', '2026-11-22T04:36:00.000Z'],
    ['2026-11-22t04:36:00.5+05:30', '2026-11-21T23:06:00.500Z'],
    ['2028-02-29T23:59:59-08:00', '2028-03-01T07:59:59.000Z'],
    ['2000-02-29T00:00:00z', '2000-02-29T00:00:00.000Z'],
  ])('of %s is %s', (text, at) => {
    expect(DateTime.parseValue(text)).toBe(at);
  });

  it.each([
    ['2026-02-30T00:00:00Z', 'There is no 2026-02-30'],
    ['2026-02-29T12:00:00+01:00', 'There is no 2026-02-29'],
    ['2026-06-31T00:00:00-07:00', 'There is no 2026-06-31'],
    ['2026-11-22T24:00:00Z', 'RFC 3339'],
    ['2026-13-01T00:00:00Z', 'not a moment'],
    ['2026-11-22T04:36:00', 'RFC 3339'],
    ['2026-11-22', 'RFC 3339'],
    [7, 'RFC 3339'],
  ])('is refused where there is no such moment: %s', (text, words) => {
    expect(() => DateTime.parseValue(text)).toThrow(words);
  });
});

describe('a FeedCursor', () => {
  it('is one that an answer gave', () => {
    expect(FeedCursor.parseValue('MTM5NS4zMzk1')).toBe('MTM5NS4zMzk1');
  });

  it.each(['', 5, {}])('is not taken for none where it is %j', (value) => {
    expect(() => FeedCursor.parseValue(value)).toThrow('null is from now on');
  });
});
