import { DAY } from './instant';
import { offsetSpan } from './offset-span';

const ms = (text: string) => Date.parse(text);

describe('offsetSpan', () => {
  it.each(['2025-03-30T01:00Z', '2025-07-01T00:00Z', '2025-10-26T00:59:59.999Z'])(
    'is one summer in Madrid at %s',
    (at) =>
      expect(offsetSpan('Europe/Madrid', ms(at))).toEqual({
        from: ms('2025-03-30T01:00Z'),
        until: ms('2025-10-26T01:00Z'),
        offset: 7_200_000,
      }),
  );

  it('has no end where the clock is not changed any more', () => {
    expect(offsetSpan('UTC', 0)).toEqual({ from: -Infinity, until: Infinity, offset: 0 });
    expect(offsetSpan('Asia/Kolkata', ms('2025-01-01T00:00Z'))).toMatchObject({ until: Infinity, offset: 19_800_000 });
  });

  it('steps over the day that Samoa left out', () => {
    const before = offsetSpan('Pacific/Apia', ms('2011-12-30T09:00Z'));
    expect(before.until).toBe(ms('2011-12-30T10:00Z'));
    expect(offsetSpan('Pacific/Apia', before.until).offset - before.offset).toBe(DAY);
  });

  it('throws at a zone that does not exist', () => {
    expect(() => offsetSpan('Europe/Nowhere', 0)).toThrow(RangeError);
  });
});
