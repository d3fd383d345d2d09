import { after, DAY, instant, msBetween, msOf, type Instant } from '../time/instant';
import { offsetSpan } from '../time/offset-span';
import type { BusinessCalendar } from './business-calendar';
import { dayPlan } from './day-plan';

const END_OF_TIME = Date.parse('9999-12-31T23:59:59.999Z');

/** The business time between two moments, in milliseconds; 0 when the second is not later. */
export function businessTimeBetween(calendar: BusinessCalendar, from: Instant, to: Instant): number {
  if (dayPlan(calendar).isAlwaysOpen) return Math.max(0, msBetween(from, to));
  let sum = 0;
  for (const open of openTimes(calendar, msOf(from), msOf(to))) sum += open.to - open.from;
  return sum;
}

/**
 * The first moment at which `ms` of business time have run since `start`: the end of a day's hours rather than the
 * beginning of the next day's, and `start` itself for nothing. Null when the calendar has not that much time left.
 */
export function addBusinessTime(calendar: BusinessCalendar, start: Instant, ms: number): Instant | null {
  if (ms <= 0) return start;
  if (dayPlan(calendar).isAlwaysOpen) return msOf(start) + ms > END_OF_TIME ? null : after(start, ms);
  let left = ms;
  for (const open of openTimes(calendar, msOf(start), END_OF_TIME)) {
    if (left <= open.to - open.from) return instant(open.from + left);
    left -= open.to - open.from;
  }
  return null;
}

/** Is it business time at a moment? */
export function isOpen(calendar: BusinessCalendar, at: Instant): boolean {
  return businessTimeBetween(calendar, at, instant(msOf(at) + 1)) > 0;
}

/** The open stretches within [from, to), in order: day by day, and anew from each change of the clock. */
function* openTimes(calendar: BusinessCalendar, from: number, to: number): Generator<{ from: number; to: number }> {
  const plan = dayPlan(calendar);
  let at = from;
  while (at < to) {
    const { offset, until } = offsetSpan(plan.zone, at);
    const end = Math.min(until, to);
    while (at < end) {
      const day = Math.floor((at + offset) / DAY);
      if (day > plan.lastOpenDay + 1) return;
      const midnight = day * DAY - offset;
      for (const part of plan.partsOf(day)) {
        const open = { from: Math.max(midnight + part.from, at), to: Math.min(midnight + part.to, end) };
        if (open.from < open.to) yield open;
      }
      at = Math.min(midnight + DAY, end);
    }
  }
}
