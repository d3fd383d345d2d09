import fc from 'fast-check';
import { isoMs, isoText } from './iso-text';

describe('isoText', () => {
  it.each([
    0, -1, 1, 86_399_999, 951_782_400_000, 951_868_799_999, 1_709_164_800_000, 4_107_542_399_999, 253_402_300_799_999,
    -62_135_596_800_000, -62_167_219_200_000,
  ])('writes %d as Date does', (ms) => expect(isoText(ms)).toBe(new Date(ms).toISOString()));

  it('writes the first and the last day of every month as Date does', () => {
    for (let month = 0; month < 12 * 10_000; month += 1)
      for (const day of [0, 1]) {
        const ms = new Date(0).setUTCFullYear(0, month + day, 1 - day);
        if (ms < 253_402_300_800_000 && isoText(ms) !== new Date(ms).toISOString())
          expect(isoText(ms)).toBe(new Date(ms).toISOString());
      }
  });

  it('writes any moment as Date does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) =>
        expect(isoText(ms)).toBe(new Date(ms).toISOString()),
      ),
      { numRuns: 5_000 },
    );
  });
});

describe('isoMs', () => {
  it('reads the first and the last millisecond of every month', () => {
    for (let month = 0; month < 12 * 10_000; month += 1)
      for (const ms of [0, -1]) {
        const moment = new Date(0).setUTCFullYear(0, month, 1) + ms;
        if (moment >= -62_167_219_200_000 && isoMs(new Date(moment).toISOString()) !== moment)
          expect(isoMs(new Date(moment).toISOString())).toBe(moment);
      }
  });

  it('reads what isoText wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) =>
        expect(isoMs(isoText(ms))).toBe(ms),
      ),
      { numRuns: 5_000 },
    );
  });
});
