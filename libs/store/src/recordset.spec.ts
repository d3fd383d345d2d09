import { canonicalJson, rowsToJson, toJson } from './recordset';

describe('rows as JSON', () => {
  it('are as they are when they can be stored', () => {
    const rows = [{ a: 'ÄЖ水🚚', b: [1, null], c: '\\u0000' }];
    expect(toJson(rows)).toBe(JSON.stringify(rows));
  });

  it('lose NUL and halves of surrogate pairs, which PostgreSQL refuses', () => {
    expect(JSON.parse(toJson({ a: ['x\0y', 'x\ud83dy', '🚚'] }))).toEqual({ a: ['x\uFFFDy', 'x\uFFFDy', '🚚'] });
  });

  it('leave out columns without a value, but nothing within one', () => {
    const toRow = (n: number): Record<string, unknown> => ({
      n,
      none: null,
      flag: false,
      text: '',
      place: { city: null },
    });
    expect(rowsToJson([0, 1], toRow)).toBe(
      '[{"n":0,"flag":false,"text":"","place":{"city":null}},{"n":1,"flag":false,"text":"","place":{"city":null}}]',
    );
  });

  it('are one text for equal values, before and after the database kept them', () => {
    const [before, after] = [
      { because: 'x\0', rule: 1, skip: undefined, in: { b: 1, a: 2 } },
      { in: { a: 2, b: 1 }, rule: 1, because: 'x\uFFFD' },
    ];
    expect(canonicalJson([before])).toBe(canonicalJson([after]));
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });
});
