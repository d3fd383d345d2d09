import { HOUR } from '../time/instant';

/** Counts of durations in steps of a quarter octave: bucket 0 up to an hour, each next one 1.19 times as far, the last open. */
export type TimeHistogram = readonly number[];

export const TIME_BUCKETS = 44;
const STEPS_PER_OCTAVE = 4;

export const NO_TIMES: TimeHistogram = Array.from({ length: TIME_BUCKETS }, () => 0);

/** The bucket of a duration in milliseconds. */
export const timeBucket = (ms: number): number =>
  ms <= HOUR ? 0 : Math.min(TIME_BUCKETS - 1, Math.ceil(STEPS_PER_OCTAVE * Math.log2(ms / HOUR)));

/** The middle of a bucket on its logarithmic scale: no more than 10 % from any duration above an hour that it counts. */
export const bucketHours = (bucket: number): number => (bucket === 0 ? 1 : 2 ** ((bucket - 0.5) / STEPS_PER_OCTAVE));

/** Both together. Order and grouping do not matter, so that parts may be kept and added up anywhere. */
export const mergeTimes = (a: TimeHistogram, b: TimeHistogram): TimeHistogram =>
  a.map((count, bucket) => count + (b[bucket] ?? 0));

export const sampleOf = (times: TimeHistogram): number => times.reduce((sum, count) => sum + count, 0);

/** Hours that a share of the durations does not exceed, as near as its bucket tells; null when there are none. */
export function quantileHours(times: TimeHistogram, share: number): number | null {
  const sample = sampleOf(times);
  if (sample <= 0) return null;
  let left = Math.max(1, Math.ceil(sample * share));
  for (const [bucket, count] of times.entries()) {
    left -= count;
    if (left <= 0) return bucketHours(bucket);
  }
  return bucketHours(TIME_BUCKETS - 1);
}
