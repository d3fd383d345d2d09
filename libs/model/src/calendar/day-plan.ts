import { DAY, MINUTE } from '../time/instant';
import { isDate, isTimeOfDay } from '../time/wall-text';
import { weekdayOf, type Weekday } from '../time/weekday';
import type { BusinessCalendar, OpenHours } from './business-calendar';

/** Milliseconds of wall time since the day's midnight. */
export interface OpenPart {
  readonly from: number;
  readonly to: number;
}

/** A calendar made ready for arithmetic. Days are counted from 1970-01-01 by the clock on the wall. */
export interface DayPlan {
  readonly zone: string;
  partsOf(day: number): readonly OpenPart[];
  /** After this day the calendar is never open again; Infinity for one with a working week. */
  readonly lastOpenDay: number;
  /** Every minute counts, in whatever zone: plain time. */
  readonly isAlwaysOpen: boolean;
}

const CLOSED: readonly OpenPart[] = [];
/** Calendars are data that do not change, and the same one is asked for thousands of cases. */
const plans = new WeakMap<BusinessCalendar, DayPlan>();

/** @throws RangeError when a time or a date of the calendar cannot be read; see calendarProblems. */
export function dayPlan(calendar: BusinessCalendar): DayPlan {
  const before = plans.get(calendar);
  if (before !== undefined) return before;
  const week = new Map<Weekday, readonly OpenPart[]>();
  for (const weekday of [1, 2, 3, 4, 5, 6, 7] as const) week.set(weekday, parts(calendar.week[weekday] ?? []));
  const special = new Map<number, readonly OpenPart[]>();
  for (const { date } of calendar.holidays) special.set(dayNumber(date), CLOSED);
  for (const { date, hours } of calendar.exceptions) special.set(dayNumber(date), parts(hours));
  const openDays = [...special].filter(([, hours]) => hours.length > 0).map(([day]) => day);
  const worksWeekly = [...week.values()].some((hours) => hours.length > 0);
  const plan: DayPlan = {
    zone: calendar.zone,
    partsOf: (day) => special.get(day) ?? week.get(weekdayOf(day)) ?? CLOSED,
    isAlwaysOpen: special.size === 0 && [...week.values()].every(isWholeDay),
    lastOpenDay: worksWeekly ? Infinity : Math.max(-Infinity, ...openDays),
  };
  plans.set(calendar, plan);
  return plan;
}

const isWholeDay = ([part, ...more]: readonly OpenPart[]): boolean =>
  more.length === 0 && part?.from === 0 && part.to === DAY;

/** In order, and without overlaps, so that no minute counts twice. */
function parts(hours: readonly OpenHours[]): readonly OpenPart[] {
  const sorted = hours.map(({ from, to }) => ({ from: timeOfDay(from), to: timeOfDay(to) }));
  sorted.sort((a, b) => a.from - b.from);
  const merged: OpenPart[] = [];
  for (const part of sorted) {
    const last = merged.at(-1);
    if (part.from >= part.to) continue;
    if (last === undefined || part.from > last.to) merged.push(part);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, part.to) };
  }
  return merged;
}

function timeOfDay(text: string): number {
  if (!isTimeOfDay(text)) throw new RangeError(`not a time of day: ${text}`);
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * MINUTE;
}

function dayNumber(date: string): number {
  if (!isDate(date)) throw new RangeError(`not a date: ${date}`);
  return Date.parse(date) / DAY;
}
