import { after, HOUR, instant } from '@whereabouts/model';
import { hourKey, trafficDeltas, trafficFigures } from './source-traffic';

const now = instant('2026-11-22T09:41:00Z');
const figuresOf = (...batches: Parameters<typeof trafficDeltas>[0]) =>
  trafficFigures(trafficDeltas(batches, now).map(({ key, delta }) => [key, delta] as const));

describe('traffic of a source', () => {
  it('tells the share of unmapped events', () => {
    const batch = { merchantId: 'm', sourceId: 's', milestones: 8, unmapped: 2, lagSeconds: [] };
    expect(figuresOf(batch, { ...batch, unmapped: 0 }).get('s')).toEqual({
      unmappedShare: 2 / 16,
      medianLagSeconds: null,
    });
    expect(figuresOf().get('s')).toBeUndefined();
  });

  it('tells the median lag within a factor of 1.19', () => {
    for (const seconds of [1, 7, 90, 3_000, 200_000]) {
      const batch = {
        merchantId: 'm',
        sourceId: 's',
        milestones: 3,
        unmapped: 0,
        lagSeconds: [seconds / 50, seconds, seconds * 50],
      };
      const { medianLagSeconds } = figuresOf(batch).get('s')!;
      expect(medianLagSeconds! / seconds).toBeGreaterThan(1 / 1.19);
      expect(medianLagSeconds! / seconds).toBeLessThan(1.19);
    }
  });

  it('keeps keys in order of time, so that a range of keys is a range of hours', () => {
    expect(hourKey(now)).toBe('2026-11-22T09');
    expect(hourKey(after(now, HOUR)) > hourKey(now)).toBe(true);
    const keys = trafficDeltas([{ merchantId: 'm', sourceId: 's', milestones: 1, unmapped: 0, lagSeconds: [] }], now);
    expect(keys.every(({ key }) => key >= hourKey(now) && key < hourKey(after(now, HOUR)))).toBe(true);
  });
});
