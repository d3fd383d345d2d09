import { firstDifference } from './first-difference';

describe('the first difference', () => {
  it.each([
    [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, null],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, null],
    [{ list: [{ code: 'A' }] }, { list: [{ code: 'B' }] }, 'list.0.code is "B", expected "A"'],
    [{ list: [1] }, { list: [1, 2] }, 'list.1 is 2, expected nothing'],
    [{ a: 1, b: 2 }, { a: 1 }, 'b is nothing, expected 2'],
    [{ a: {} }, { a: [] }, 'a is [], expected {}'],
    [1, 2, 'all is 2, expected 1'],
  ])('of %j and %j is %j', (expected, actual, difference) => {
    expect(firstDifference(expected, actual)).toBe(difference);
  });
});
