import { HOUR, instant, msOf, type Instant } from '@whereabouts/model';
import type { CounterDelta } from '../counters';

/** What one batch brought in from one source. */
export interface SourceTraffic {
  readonly merchantId: string;
  readonly sourceId: string;
  readonly milestones: number;
  readonly unmapped: number;
  /** Seconds between event and receipt, of milestones whose time is certain. */
  readonly lagSeconds: readonly number[];
}

export const TRAFFIC_COUNTER = 'source';
const BUCKETS = 40;

/** Lags in steps of half an octave: two numbers in one bucket differ by less than 1.42 times. */
const bucketOf = (seconds: number): number =>
  Math.min(BUCKETS, Math.max(0, Math.round(2 * Math.log2(Math.max(1, seconds)))));
const secondsOf = (bucket: number): number => 2 ** (bucket / 2);

/** Key order is time order: a range of keys is a range of hours, of all sources. */
export const hourKey = (at: Instant): string => instant(Math.floor(msOf(at) / HOUR) * HOUR).slice(0, 13);

/** The counters that a batch adds to, for `bumpCounters`. Health pages read them instead of counting milestones. */
export function trafficDeltas(traffic: readonly SourceTraffic[], now: Instant): CounterDelta[] {
  const deltas = new Map<string, CounterDelta>();
  const add = (merchantId: string, key: string, delta: number): void => {
    if (delta === 0) return;
    const at = `${merchantId}|${key}`;
    deltas.set(at, { merchantId, name: TRAFFIC_COUNTER, key, delta: delta + (deltas.get(at)?.delta ?? 0) });
  };
  for (const { merchantId, sourceId, milestones, unmapped, lagSeconds } of traffic) {
    const prefix = `${hourKey(now)}|${sourceId}`;
    add(merchantId, `${prefix}|milestones`, milestones);
    add(merchantId, `${prefix}|unmapped`, unmapped);
    for (const seconds of lagSeconds) add(merchantId, `${prefix}|lag|${bucketOf(seconds)}`, 1);
  }
  return [...deltas.values()];
}

export interface TrafficFigures {
  /** Share of milestones whose code is not in the plugin's table; 0 when there were none. */
  readonly unmappedShare: number;
  /** Within a factor of 1.19; null when nothing was measured. */
  readonly medianLagSeconds: number | null;
}

/** The figures of each source, from its counters. */
export function trafficFigures(
  counters: Iterable<readonly [key: string, value: number]>,
): ReadonlyMap<string, TrafficFigures> {
  const sums = new Map<string, { milestones: number; unmapped: number; lags: Map<number, number> }>();
  for (const [key, value] of counters) {
    const [, sourceId = '', figure, bucket] = key.split('|');
    const sum = sums.get(sourceId) ?? { milestones: 0, unmapped: 0, lags: new Map<number, number>() };
    sums.set(sourceId, sum);
    if (figure === 'milestones' || figure === 'unmapped') sum[figure] += value;
    else if (figure === 'lag') sum.lags.set(Number(bucket), value + (sum.lags.get(Number(bucket)) ?? 0));
  }
  const figures = new Map<string, TrafficFigures>();
  for (const [sourceId, { milestones, unmapped, lags }] of sums)
    figures.set(sourceId, { unmappedShare: milestones ? unmapped / milestones : 0, medianLagSeconds: median(lags) });
  return figures;
}

function median(lags: ReadonlyMap<number, number>): number | null {
  const buckets = [...lags].sort(([a], [b]) => a - b);
  let left = buckets.reduce((sum, [, count]) => sum + count, 0) / 2;
  for (const [bucket, count] of buckets) {
    left -= count;
    if (left <= 0) return secondsOf(bucket);
  }
  return null;
}
