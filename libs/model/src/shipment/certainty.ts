import type { TimeCertainty } from '../vocabulary/attributes';
import { DAY, HOUR, instant, msOf, type Instant } from '../time/instant';

/**
 * How far the true instant may lie from the one we keep, in milliseconds. A zone from the place may be off by a
 * daylight-saving hour; offsets on Earth span UTC-12 to UTC+14; a date alone is kept as local noon, so half a day more
 * than an assumed zone. UNKNOWN is handled apart: it happened at or before its receipt.
 */
export const UNCERTAINTY: Readonly<Record<Exclude<TimeCertainty, 'UNKNOWN'>, number>> = {
  OFFSET_GIVEN: 0,
  ZONE_FROM_PLACE: HOUR,
  ZONE_ASSUMED: 14 * HOUR,
  DATE_ONLY: DAY + 2 * HOUR,
};

/** The earliest moment that a time without any certainty may stand for. */
const LONG_AGO = Date.UTC(1970, 0, 1);

/**
 * Latest moment, in epoch milliseconds, at which it can have happened. An uncertain time is also bounded by
 * `heardMs`: nothing is heard of before it happens.
 */
export function latestMs(atMs: number, certainty: TimeCertainty, heardMs = Infinity): number {
  if (certainty === 'OFFSET_GIVEN' || certainty === 'UNKNOWN') return atMs;
  const off = UNCERTAINTY[certainty];
  return Math.max(atMs - off, Math.min(atMs + off, heardMs));
}

/** Earliest moment, in epoch milliseconds, at which it can have happened. */
export const earliestMs = (atMs: number, certainty: TimeCertainty): number =>
  certainty === 'UNKNOWN' ? LONG_AGO : atMs - UNCERTAINTY[certainty];

/** Latest moment at which it can have happened: the bound kind to the parcel where a clock starts with it. */
export const latestPossible = (at: Instant, certainty: TimeCertainty, receivedAt?: Instant): Instant =>
  instant(latestMs(msOf(at), certainty, receivedAt === undefined ? undefined : msOf(receivedAt)));

/** Earliest moment at which it can have happened: the bound kind to the parcel where a clock ends with it. */
export const earliestPossible = (at: Instant, certainty: TimeCertainty): Instant =>
  instant(earliestMs(msOf(at), certainty));
