import fc from 'fast-check';
import { HOUR } from '../time/instant';
import { mergeTimes, NO_TIMES, quantileHours, sampleOf, timeBucket, type TimeHistogram } from './time-histogram';

const histogramOf = (hours: readonly number[]): TimeHistogram => {
  const counts = [...NO_TIMES];
  for (const one of hours) counts[timeBucket(one * HOUR)]! += 1;
  return counts;
};
/** From an hour to 70 days. */
const anyHours = fc.array(fc.double({ min: 1, max: 1700, noNaN: true }), { minLength: 1, maxLength: 200 });
const anyTimes = anyHours.map(histogramOf);

describe('a histogram of times', () => {
  it('merges in any order and grouping', () => {
    fc.assert(
      fc.property(anyTimes, anyTimes, anyTimes, (a, b, c) => {
        expect(mergeTimes(a, b)).toEqual(mergeTimes(b, a));
        expect(mergeTimes(mergeTimes(a, b), c)).toEqual(mergeTimes(a, mergeTimes(b, c)));
        expect(mergeTimes(a, NO_TIMES)).toEqual(a);
      }),
    );
  });

  it('of two parts merged is that of the whole', () => {
    fc.assert(
      fc.property(anyHours, anyHours, (a, b) => {
        expect(mergeTimes(histogramOf(a), histogramOf(b))).toEqual(histogramOf([...a, ...b]));
      }),
    );
  });

  it('tells any quantile within a tenth', () => {
    fc.assert(
      fc.property(anyHours, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (hours, share) => {
        const exact = [...hours].sort((a, b) => a - b)[Math.max(1, Math.ceil(hours.length * share)) - 1]!;
        const told = quantileHours(histogramOf(hours), share)!;
        expect(told / exact).toBeGreaterThan(1 / 1.1);
        expect(told / exact).toBeLessThan(1.1);
      }),
    );
  });

  it('knows nothing of nothing, and keeps what is longer than it tells apart', () => {
    expect(quantileHours(NO_TIMES, 0.8)).toBeNull();
    const endless = histogramOf([1_000_000]);
    expect(sampleOf(endless)).toBe(1);
    expect(quantileHours(endless, 0.8)).toBeGreaterThan(1500);
  });
});
