import { Temporal } from 'temporal-polyfill';
import { DAY, HOUR, instant, msOf, type Instant } from './instant';

/** Which weekdays (ISO 8601: Monday 1 to Sunday 7) a carrier does not work, and where its days begin and end. */
export interface ServiceCalendar {
  readonly nonServiceDays: readonly number[];
  /** IANA zone; `UTC` when nothing better is known. */
  readonly zone: string;
}

/**
 * The moment at which `hours` of service time have run since `start`. Non-service days do not count, from midnight to
 * midnight in the zone; every other hour counts, by day and night. An unknown zone is read as UTC; a calendar without
 * any service day is ignored.
 */
export function serviceTimeAfter(start: Instant, hours: number, calendar: ServiceCalendar): Instant {
  const off = new Set(calendar.nonServiceDays);
  const days = off.size === 0 || off.size >= 7 ? null : calendar.zone === 'UTC' ? utcDay : zonedDay(calendar.zone);
  let left = hours * HOUR;
  let at = msOf(start);
  if (days === null) return instant(at + left);
  for (;;) {
    const { weekday, end } = days(at);
    if (!off.has(weekday)) {
      if (left <= end - at) return instant(at + left);
      left -= end - at;
    }
    at = end;
  }
}

interface Day {
  readonly weekday: number;
  /** First millisecond of the next day. */
  readonly end: number;
}

/** 1970-01-01 was a Thursday. */
function utcDay(ms: number): Day {
  const day = Math.floor(ms / DAY);
  return { weekday: ((((day + 3) % 7) + 7) % 7) + 1, end: (day + 1) * DAY };
}

function zonedDay(zone: string): (ms: number) => Day {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  } catch {
    return utcDay;
  }
  return (ms) => {
    const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
    return { weekday: local.dayOfWeek, end: local.startOfDay().add({ days: 1 }).epochMilliseconds };
  };
}
