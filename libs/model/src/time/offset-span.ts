import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which the clocks of a zone are not changed. Milliseconds since 1970 in UTC. */
export interface OffsetSpan {
  /** The change before it; -Infinity when there was none. */
  readonly from: number;
  /** The next change, outside the span; Infinity when none is known. */
  readonly until: number;
  /** What a clock on the wall shows more than UTC. */
  readonly offset: number;
}

/** Temporal takes up to 0.1 s to find a change; a zone has a few per year, and the same ones are asked for again. */
const known = new Map<string, OffsetSpan[]>();

/**
 * The stretch without a change of the clock around a moment: within it, wall time is plain arithmetic.
 *
 * @param zone IANA name
 * @throws RangeError when there is no such zone
 */
export function offsetSpan(zone: string, ms: number): OffsetSpan {
  const spans = known.get(zone);
  const before = spans?.find((span) => ms >= span.from && ms < span.until);
  if (before !== undefined) return before;
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  // The change before a moment is asked from just behind it, lest a moment of change finds the one before itself.
  const last = local.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const next = local.getTimeZoneTransition('next');
  const span = {
    from: last?.epochMilliseconds ?? -Infinity,
    until: next?.epochMilliseconds ?? Infinity,
    offset: local.offsetNanoseconds / 1e6,
  };
  if (spans === undefined) known.set(zone, [span]);
  else spans.push(span);
  return span;
}
