import { isoDuration } from './duration';

describe('isoDuration', () => {
  it.each([
    [0, 'PT0S'],
    [4 * 3_600_000, 'PT4H'],
    [-90_000, '-PT1M30S'],
    [86_400_000, 'P1D'],
    [2 * 86_400_000 + 61_000, 'P2DT1M1S'],
    [499, 'PT0S'],
  ])('%d ms is %s', (ms, text) => expect(isoDuration(ms)).toBe(text));
});
