import { isZone } from '../time/local-time';
import { isDate, isTimeOfDay } from '../time/wall-text';
import type { Weekday } from '../time/weekday';

/** Part of a day on a clock on the wall, `HH:mm` to `HH:mm`; the end is outside. `24:00` is the end of the day. */
export interface OpenHours {
  readonly from: string;
  readonly to: string;
}

/** A day on which nobody works, as a list of a country's holidays says. */
export interface Holiday {
  /** `YYYY-MM-DD` in the calendar's zone. */
  readonly date: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2, or ISO 3166-2 for a holiday of one region. */
  readonly country: string;
}

/** The hours of one day, whatever the week and the holidays say. No hours: closed. */
export interface CalendarException {
  readonly date: string;
  readonly hours: readonly OpenHours[];
  readonly note: string;
}

/**
 * When people work: data, part of a policy. It is business time while a clock on the wall of the zone shows a time
 * within the hours of its day. So an hour that the clock shows twice counts twice, and one that it leaves out, not at
 * all. A shift over midnight is written as two parts.
 *
 * Holidays are given as days: the edge takes them from a library of its choice, so that an update of the library
 * moves no due time until somebody adopts the new list as a new version of the policy.
 */
export interface BusinessCalendar {
  /** IANA name, such as `Europe/Madrid`. */
  readonly zone: string;
  /** Weekdays that are not given are closed. */
  readonly week: Readonly<Partial<Record<Weekday, readonly OpenHours[]>>>;
  readonly holidays: readonly Holiday[];
  /** They win over holidays. */
  readonly exceptions: readonly CalendarException[];
}

const WHOLE_DAY: readonly OpenHours[] = [{ from: '00:00', to: '24:00' }];

/** Day and night, every day: for clocks in plain hours, such as a claim window's. */
export const ALWAYS_OPEN: BusinessCalendar = {
  zone: 'UTC',
  week: { 1: WHOLE_DAY, 2: WHOLE_DAY, 3: WHOLE_DAY, 4: WHOLE_DAY, 5: WHOLE_DAY, 6: WHOLE_DAY, 7: WHOLE_DAY },
  holidays: [],
  exceptions: [],
};

/** What is wrong with a calendar, one sentence each; none: it may be used. For whoever stores a policy. */
export function calendarProblems({ zone, week, holidays, exceptions }: BusinessCalendar): string[] {
  const dates = exceptions.map(({ date }) => date);
  return [
    ...(isZone(zone) ? [] : [`${zone} is not the name of a zone`]),
    ...Object.entries(week).flatMap(([weekday, hours]) => [
      ...(/^[1-7]$/.test(weekday) ? [] : [`${weekday} is not a weekday from 1 to 7`]),
      ...hoursProblems(`weekday ${weekday}`, hours),
    ]),
    ...[...holidays.map(({ date }) => date), ...dates]
      .filter((date) => !isDate(date))
      .map((date) => `${date} is not a date`),
    ...exceptions.flatMap(({ date, hours }) => hoursProblems(date, hours)),
    ...dates.filter((date, at) => dates.indexOf(date) !== at).map((date) => `${date} has two exceptions`),
  ];
}

function hoursProblems(day: string, hours: readonly OpenHours[]): string[] {
  const sorted = [...hours].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.flatMap(({ from, to }, at) => {
    const name = `${day}: ${from} to ${to}`;
    if (!isTimeOfDay(from) || !isTimeOfDay(to)) return [`${name} is not a time HH:mm`];
    if (from >= to) return [`${name} ends before it begins; a shift over midnight is written as two parts`];
    const before = sorted[at - 1];
    return before !== undefined && before.to > from ? [`${name} overlaps ${before.from} to ${before.to}`] : [];
  });
}
