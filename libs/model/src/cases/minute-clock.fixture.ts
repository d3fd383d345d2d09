import fc from 'fast-check';
import type { BusinessCalendar, OpenHours } from '../calendar/business-calendar';
import { instant, MINUTE, type Instant } from '../time/instant';
import type { WaitingOn } from '../vocabulary/exceptions';

/** Twenty days each: most hold a change of the clock; some change it at midnight, by half an hour, by two, by a day. */
export const WINDOWS = [
  ['UTC', '2024-02-15'],
  ['Asia/Kolkata', '2025-12-20'],
  ['Asia/Kathmandu', '2025-04-01'],
  ['Europe/Madrid', '2025-03-22'],
  ['Europe/Madrid', '2025-10-17'],
  ['Europe/London', '2026-10-15'],
  ['America/New_York', '2026-02-27'],
  ['America/New_York', '2025-10-25'],
  ['America/St_Johns', '2026-02-27'],
  ['America/Santiago', '2025-03-29'],
  ['America/Santiago', '2025-08-30'],
  ['America/Sao_Paulo', '2017-10-06'],
  ['America/Sao_Paulo', '2018-02-08'],
  ['America/Nuuk', '2025-10-18'],
  ['Africa/Casablanca', '2026-02-06'],
  ['Africa/Casablanca', '2026-03-12'],
  ['Africa/Cairo', '2025-04-16'],
  ['Africa/Cairo', '2025-10-22'],
  ['Asia/Gaza', '2025-10-16'],
  ['Australia/Lord_Howe', '2025-03-28'],
  ['Australia/Lord_Howe', '2025-09-26'],
  ['Pacific/Auckland', '2025-09-19'],
  ['Pacific/Chatham', '2025-03-28'],
  ['Pacific/Apia', '2011-12-22'],
  ['Antarctica/Troll', '2025-03-22'],
] as const;
export type Window = (typeof WINDOWS)[number];
export const DAYS = 20;
export const MINUTES = DAYS * 1_440;

/** What a clock on the wall shows at each minute of a window, as Intl says: minutes since 1970, without Temporal. */
const walls = new Map<Window, Int32Array>();
function wallOf(window: Window): Int32Array {
  const before = walls.get(window);
  if (before !== undefined) return before;
  const [zone, day] = window;
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const wall = new Int32Array(MINUTES);
  for (let at = 0; at < MINUTES; at += 1)
    wall[at] = Date.parse(`${shown.format(Date.parse(day) + at * MINUTE).replace(' ', 'T')}Z`) / MINUTE;
  walls.set(window, wall);
  return wall;
}

export const momentIn = ([, day]: Window, minute: number): Instant => instant(Date.parse(day) + minute * MINUTE);

/** The minutes of a day that its hours name. */
function minutesOf(hours: readonly OpenHours[]): Uint8Array {
  const open = new Uint8Array(1_440);
  const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  for (const { from, to } of hours) {
    const end = minuteOf(to);
    for (let at = minuteOf(from); at < end; at += 1) open[at] = 1;
  }
  return open;
}

/** Whether each minute of a window is business time: the calendar is asked by the date that the wall shows. */
export function openMinutes(window: Window, calendar: BusinessCalendar): Uint8Array {
  const openOn = (day: number): Uint8Array => {
    const date = new Date(day * 86_400_000);
    const text = date.toISOString().slice(0, 10);
    const exception = calendar.exceptions.find((one) => one.date === text);
    const weekday = (date.getUTCDay() || 7) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
    const isHoliday = calendar.holidays.some((one) => one.date === text);
    return minutesOf(exception?.hours ?? (isHoliday ? [] : (calendar.week[weekday] ?? [])));
  };
  const wall = wallOf(window);
  const open = new Uint8Array(MINUTES);
  let day = -1;
  let today: Uint8Array = open;
  for (let at = 0; at < MINUTES; at += 1) {
    const shown = (wall[at]! / 1_440) | 0; // not Math.floor: jest takes 50 times as long to find a global
    if (shown !== day) [day, today] = [shown, openOn(shown)];
    open[at] = today[wall[at]! - day * 1_440]!;
  }
  return open;
}

const two = (value: number) => String(value).padStart(2, '0');
const timeText = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** The clock of a history, ticking once a minute. Minutes are counted from the window's begin; events lie at or before `now`. */
export function tick(open: Uint8Array, history: readonly Told[], start: number, now: number, limits: Limits) {
  const stop = history.find(({ type, minute }) => type === 'STOPPED' && minute >= start)?.minute ?? null;
  const end = Math.min(now, stop ?? Infinity);
  const thresholds = new Map<number, number>();
  let [used, paused, usedAtEnd, pausedAtEnd, next] = [0, 0, 0, 0, 0];
  let pause: { readonly reason: WaitingOn; ran: number } | null = null;
  let pausedFor: WaitingOn | null = null;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    for (; next < history.length && history[next]!.minute <= minute; next += 1) {
      const { type, reason, minute: at } = history[next]!;
      if (type === 'STOPPED' || (stop !== null && at >= stop)) continue;
      pause = type === 'PAUSED' ? { reason, ran: 0 } : null;
    }
    const stands: boolean = pause !== null && pause.ran < limits.caps[pause.reason] && paused < limits.all;
    if (minute === end) [usedAtEnd, pausedAtEnd] = [used, paused];
    if (minute === now && stands && stop === null) pausedFor = pause!.reason;
    if (minute < start || open[minute] === 0) continue;
    if (stands) {
      pause!.ran += 1;
      paused += 1;
    } else {
      used += 1;
      const percent = (used * 100) / limits.allowed;
      if (percent === 50 || percent === 80 || percent === 100 || percent === 200) thresholds.set(percent, minute + 1);
    }
  }
  return { stop, thresholds, usedAtEnd, pausedAtEnd, pausedFor };
}

export interface Told {
  readonly minute: number;
  readonly type: 'PAUSED' | 'RESUMED' | 'STOPPED';
  readonly reason: WaitingOn;
}
export interface Limits {
  /** In minutes, and a multiple of ten, so that thresholds fall on minutes. */
  readonly allowed: number;
  readonly caps: Record<WaitingOn, number>;
  readonly all: number;
}

const time = fc.oneof(fc.constantFrom(0, 1, 59, 60, 90, 120, 150, 180, 540, 1_020, 1_380, 1_439, 1_440), fc.nat(1_440));
const hours: fc.Arbitrary<OpenHours[]> = fc.array(
  fc
    .tuple(time, time)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ from: timeText(Math.min(a, b)), to: timeText(Math.max(a, b)) })),
  { maxLength: 3 },
);
export const calendarIn = ([zone, begin]: Window): fc.Arbitrary<BusinessCalendar> => {
  const date = fc
    .integer({ min: -1, max: DAYS })
    .map((day) => new Date(Date.parse(begin) + day * 86_400_000).toISOString().slice(0, 10));
  return fc.record({
    zone: fc.constant(zone),
    week: fc.record({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours }, { requiredKeys: [] }),
    holidays: fc.array(
      date.map((day) => ({ date: day, name: 'Holiday', country: 'XX' })),
      { maxLength: 4 },
    ),
    exceptions: fc.uniqueArray(fc.record({ date, hours, note: fc.constant('') }), {
      maxLength: 4,
      selector: (one) => one.date,
    }),
  });
};
