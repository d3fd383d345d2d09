import { after, DAY, HOUR, instant, type Instant } from '@whereabouts/model';
import { hourKey, INPUTS_COUNTER, rhythms, trafficDeltas, trafficFigures } from './source-traffic';
import type { SourceTraffic } from './source-traffic';

const now = instant('2026-11-22T09:41:00Z');
const figuresOf = (...batches: Parameters<typeof trafficDeltas>[0]) =>
  trafficFigures(trafficDeltas(batches, now).map(({ key, delta }) => [key, delta] as const));
const traffic = (change: Partial<SourceTraffic> = {}): SourceTraffic => ({
  merchantId: 'm',
  sourceId: 's',
  milestones: 8,
  unmapped: 0,
  uncertain: 0,
  lagSeconds: [],
  ...change,
});

describe('traffic of a source', () => {
  it('tells the shares of events that are unmapped, and whose time is uncertain', () => {
    expect(figuresOf(traffic({ unmapped: 2, uncertain: 4 }), traffic()).get('s')).toEqual({
      unmappedShare: 2 / 16,
      uncertainShare: 4 / 16,
      medianLagSeconds: null,
      p95LagSeconds: null,
    });
    expect(figuresOf().get('s')).toBeUndefined();
  });

  it('tells median and 95th percentile of the lag within a factor of 1.19', () => {
    for (const seconds of [1, 7, 90, 3_000, 10_000]) {
      const many = [...Array.from({ length: 18 }, () => seconds), seconds * 20, seconds * 20];
      const { medianLagSeconds, p95LagSeconds } = figuresOf(traffic({ lagSeconds: many })).get('s')!;
      for (const share of [medianLagSeconds! / seconds, p95LagSeconds! / (seconds * 20)]) {
        expect(share).toBeGreaterThan(1 / 1.19);
        expect(share).toBeLessThan(1.19);
      }
    }
  });

  it('keeps keys in order of time, so that a range of keys is a range of hours', () => {
    expect(hourKey(now)).toBe('2026-11-22T09');
    expect(hourKey(after(now, HOUR)) > hourKey(now)).toBe(true);
    const keys = trafficDeltas([traffic({ milestones: 1 })], now);
    expect(keys.every(({ key }) => key >= hourKey(now) && key < hourKey(after(now, HOUR)))).toBe(true);
  });
});

describe('the rhythm of a source', () => {
  /** Inputs at some hours before now. */
  const heard = (...hoursAgo: number[]) =>
    rhythms(
      hoursAgo.flatMap((hours) =>
        trafficDeltas([traffic()], after(now, -hours * HOUR)).flatMap(({ name, key, delta }) =>
          name === INPUTS_COUNTER ? [[key, delta] as const] : [],
        ),
      ),
    );
  const ago = (hours: number): Instant => after(now, -hours * HOUR);
  /** Six days of inputs from eight to eighteen o'clock, the last of them a few hours ago. */
  const working = (lastHoursAgo: number) =>
    heard(
      ...Array.from({ length: 6 * 24 }, (_, hour) => hour + lastHoursAgo).filter((hour) => {
        const clock = Number(hourKey(ago(hour)).slice(11));
        return clock >= 8 && clock < 18;
      }),
    );

  it('tells how far apart its inputs come', () => {
    expect(heard(0, 1, 2, 3)('s', ago(0), now).expectedIntervalSeconds).toBe(3_600);
    expect(heard(0)('s', ago(0), now).expectedIntervalSeconds).toBeNull();
    expect(heard()('s', null, now)).toEqual({ expectedIntervalSeconds: null, silentSince: null });
  });

  it('is broken when nothing comes for longer than ever before, nights included', () => {
    const evening = after(now, 9 * HOUR);
    expect(working(0)('s', ago(0), now).silentSince).toBeNull();
    expect(working(0)('s', ago(0), after(now, 20 * HOUR)).silentSince).toBeNull();
    expect(working(0)('s', ago(0), after(evening, DAY)).silentSince).toBe(ago(0));
  });

  it('is not known in the first days', () => {
    expect(heard(30, 29, 28)('s', ago(28), after(now, -6 * HOUR)).silentSince).toBeNull();
    expect(heard(30, 29, 28)('s', ago(28), now).silentSince).toBe(ago(28));
  });
});
