import { HOUR, instant, msOf, type Instant } from '@whereabouts/model';
import type { CounterDelta } from '../counters';

/** What one input brought in from one source. */
export interface SourceTraffic {
  readonly merchantId: string;
  readonly sourceId: string;
  readonly milestones: number;
  readonly unmapped: number;
  /** Milestones whose time is not sure to the minute. */
  readonly uncertain: number;
  /** Seconds between event and receipt, of milestones that were news and whose time is certain. */
  readonly lagSeconds: readonly number[];
}

/** Keys of all counters here begin with the hour. */
export const TRAFFIC_COUNTER = 'source';
/** How many inputs came from a source in an hour. Apart, since they are kept and read for longer. */
export const INPUTS_COUNTER = 'source-inputs';
const BUCKETS = 40;

/** Lags in steps of half an octave: two numbers in one bucket differ by less than 1.42 times. */
const bucketOf = (seconds: number): number =>
  Math.min(BUCKETS, Math.max(0, Math.round(2 * Math.log2(Math.max(1, seconds)))));
const secondsOf = (bucket: number): number => 2 ** (bucket / 2);

/** Key order is time order: a range of keys is a range of hours, of all sources. */
export const hourKey = (at: Instant): string => instant(Math.floor(msOf(at) / HOUR) * HOUR).slice(0, 13);
const hourOf = (key: string): number => msOf(instant(`${key}:00:00Z`)) / HOUR;

const FIGURES = ['milestones', 'unmapped', 'uncertain'] as const;

interface Sum extends Pick<SourceTraffic, 'merchantId' | 'sourceId'> {
  inputs: number;
  milestones: number;
  unmapped: number;
  uncertain: number;
  readonly lags: Map<number, number>;
}

/** Added up before a key is made: inputs are many, sources are few. */
function sumsOf(traffic: readonly SourceTraffic[]): Iterable<Sum> {
  const sums = new Map<string, Sum>();
  for (const { merchantId, sourceId, lagSeconds, ...figures } of traffic) {
    const sum = sums.get(sourceId) ?? {
      merchantId,
      sourceId,
      inputs: 0,
      milestones: 0,
      unmapped: 0,
      uncertain: 0,
      lags: new Map<number, number>(),
    };
    sums.set(sourceId, sum);
    sum.inputs++;
    for (const figure of FIGURES) sum[figure] += figures[figure];
    for (const seconds of lagSeconds) sum.lags.set(bucketOf(seconds), 1 + (sum.lags.get(bucketOf(seconds)) ?? 0));
  }
  return sums.values();
}

/** The counters that some inputs add to, for `bumpCounters`. Health pages read them instead of counting milestones. */
export function trafficDeltas(traffic: readonly SourceTraffic[], now: Instant): CounterDelta[] {
  const deltas: CounterDelta[] = [];
  const hour = hourKey(now);
  for (const sum of sumsOf(traffic)) {
    const { merchantId, sourceId } = sum;
    const key = `${hour}|${sourceId}`;
    deltas.push({ merchantId, name: INPUTS_COUNTER, key, delta: sum.inputs });
    for (const figure of FIGURES)
      if (sum[figure] !== 0)
        deltas.push({ merchantId, name: TRAFFIC_COUNTER, key: `${key}|${figure}`, delta: sum[figure] });
    for (const [bucket, delta] of sum.lags)
      deltas.push({ merchantId, name: TRAFFIC_COUNTER, key: `${key}|lag|${bucket}`, delta });
  }
  return deltas;
}

export interface TrafficFigures {
  /** Share of milestones whose code is not in the plugin's table; 0 when there were none. */
  readonly unmappedShare: number;
  /** Share of milestones whose time is not sure to the minute; 0 when there were none. */
  readonly uncertainShare: number;
  /** Within a factor of 1.19; null when nothing was measured. */
  readonly medianLagSeconds: number | null;
  readonly p95LagSeconds: number | null;
}

export const NO_TRAFFIC: TrafficFigures = {
  unmappedShare: 0,
  uncertainShare: 0,
  medianLagSeconds: null,
  p95LagSeconds: null,
};

/** The figures of each source, from its counters. */
export function trafficFigures(
  counters: Iterable<readonly [key: string, value: number]>,
): ReadonlyMap<string, TrafficFigures> {
  const sums = new Map<string, Record<(typeof FIGURES)[number], number> & { lags: Map<number, number> }>();
  for (const [key, value] of counters) {
    const [, sourceId = '', figure, bucket] = key.split('|');
    const sum = sums.get(sourceId) ?? { milestones: 0, unmapped: 0, uncertain: 0, lags: new Map<number, number>() };
    sums.set(sourceId, sum);
    if (figure === 'milestones' || figure === 'unmapped' || figure === 'uncertain') sum[figure] += value;
    else if (figure === 'lag') sum.lags.set(Number(bucket), value + (sum.lags.get(Number(bucket)) ?? 0));
  }
  const share = (part: number, whole: number): number => (whole ? part / whole : 0);
  return new Map(
    [...sums].map(([sourceId, { milestones, unmapped, uncertain, lags }]) => [
      sourceId,
      {
        unmappedShare: share(unmapped, milestones),
        uncertainShare: share(uncertain, milestones),
        medianLagSeconds: quantile(lags, 0.5),
        p95LagSeconds: quantile(lags, 0.95),
      },
    ]),
  );
}

function quantile(lags: ReadonlyMap<number, number>, share: number): number | null {
  const buckets = [...lags].sort(([a], [b]) => a - b);
  let left = buckets.reduce((sum, [, count]) => sum + count, 0) * share;
  for (const [bucket, count] of buckets) {
    left -= count;
    if (left <= 0) return secondsOf(bucket);
  }
  return null;
}

export interface SourceRhythm {
  /** How far apart inputs came on average, while they came; null when too few did. */
  readonly expectedIntervalSeconds: number | null;
  /** The last input, when nothing has come for longer than ever before in these days. */
  readonly silentSince: Instant | null;
}

const SHORTEST_SILENCE_HOURS = 2;
const UNUSUAL = 1.5;
/** Before that a source has not shown yet how it spends its nights and weekends. */
const KNOWN_AFTER_HOURS = 72;
const NOT_KNOWN_HOURS = 24;

/** How regularly each source is heard of, from its inputs by hour of some days. */
export function rhythms(
  counters: Iterable<readonly [key: string, value: number]>,
): (sourceId: string, lastInputAt: Instant | null, now: Instant) => SourceRhythm {
  const hours = new Map<string, { hour: number; inputs: number }[]>();
  for (const [key, inputs] of counters) {
    const [hour = '', sourceId = ''] = key.split('|');
    hours.set(sourceId, [...(hours.get(sourceId) ?? []), { hour: hourOf(hour), inputs }]);
  }
  return (sourceId, lastInputAt, now) => {
    const busy = (hours.get(sourceId) ?? []).sort((a, b) => a.hour - b.hour);
    const span = busy.length ? busy.at(-1)!.hour - busy[0]!.hour + 1 : 0;
    const inputs = busy.reduce((sum, one) => sum + one.inputs, 0);
    const longest = busy.reduce((gap, { hour }, index) => Math.max(gap, hour - (busy[index - 1]?.hour ?? hour)), 0);
    const patience = Math.max(
      SHORTEST_SILENCE_HOURS,
      longest * UNUSUAL,
      span < KNOWN_AFTER_HOURS ? NOT_KNOWN_HOURS : 0,
    );
    const quiet = lastInputAt === null ? 0 : (msOf(now) - msOf(lastInputAt)) / HOUR;
    return {
      expectedIntervalSeconds: inputs < 2 ? null : (span * 3_600) / inputs,
      silentSince: quiet > patience ? lastInputAt : null,
    };
  };
}
