import { plainDateField, plainTime, plainTimeField } from './plain-clock';

/** How a source writes dates that could be read in two ways. Without it a date such as `03/04/2025` is refused. */
export type DateFormat = 'yyyymmdd' | 'dd/mm/yyyy' | 'mm/dd/yyyy';

/** A text read as the clock on the wall showed it, not yet a moment. */
export type WallClock =
  | {
      readonly ok: true;
      /** Milliseconds as if the clock showed UTC. For a date alone: its midnight. */
      readonly wallMs: number;
      readonly dateOnly: boolean;
      /** Minutes east of UTC, when the text itself says. */
      readonly offset: number | null;
      readonly problem?: string;
    }
  | { readonly ok: false; readonly problem: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const YEAR_FIRST = /^(\d{4})([-/.]?)(\d\d)\2(\d\d)$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i;
const DAY_FIRST = /^(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i;
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?$/i;
const CLOCK_DIGITS = /^(\d{1,2})(\d\d)(\d\d)?$/;
const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i;
/** The whole of a date-and-time text: a date, a time, and what says the zone. */
const WHOLE =
  /^(?:[a-z]{3,9},? )?(\d{4}[-/.]\d\d[-/.]\d\d|\d{8}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}[ -][a-z]{3,9}\.?,?[ -]\d{4})(?:(?:T|,? +|, ?)?(\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m\.?)?|\d{6}|\d{4}))? ?(Z|[+-]\d.*|[a-z]{3,5}(?:[+-]\d.*)?)?$/i;

/** Reads a date with or without a time and an offset. */
export function readWallClock(text: string, format?: DateFormat): WallClock {
  const plain = plainTime(text);
  if (plain !== null) return { ok: true, wallMs: plain.wallMs, dateOnly: plain.dateOnly, offset: plain.offset };
  const parts = WHOLE.exec(text.replace(/\[[\w/+-]+\]$/, ''));
  if (parts === null) return { ok: false, problem: `not a time: ${quoted(text)}` };
  const read = readDateAndTime({ date: parts[1] ?? '', time: parts[2] ?? '', offset: parts[3] ?? '' }, format);
  // In one text a time that cannot be makes the date doubtful too.
  return read.ok && read.dateOnly && parts[2] !== undefined
    ? { ok: false, problem: `not a time: ${quoted(text)}` }
    : read;
}

/** Reads date, time and offset that come apart. A time or an offset that cannot be read is a problem, not the end. */
export function readDateAndTime(
  parts: { readonly date: string; readonly time: string; readonly offset?: string },
  format?: DateFormat,
): WallClock {
  const day = readDate(parts.date, format);
  if (typeof day === 'string') return { ok: false, problem: day };
  const time = parts.time === '' ? null : readTime(parts.time);
  const offset = parts.offset ? readOffset(parts.offset) : null;
  const read = { ok: true, wallMs: day + (time ?? 0), dateOnly: time === null, offset } as const;
  if ((parts.time === '' || time !== null) && (!parts.offset || offset !== null)) return read;
  const problems = [
    ...(parts.time !== '' && time === null ? [`not a time of day: ${quoted(parts.time)}`] : []),
    ...(parts.offset && offset === null ? [`not an offset: ${quoted(parts.offset)}`] : []),
  ];
  return { ...read, problem: problems.join('; ') };
}

/** Minutes east of UTC, or null. Abbreviations are not offsets: `CST` is Chicago to one source and Shanghai to another. */
export function readOffset(text: string): number | null {
  if (text === 'Z') return 0;
  if (/^(?:Z|UTC|GMT)$/i.test(text)) return 0;
  const parts = OFFSET.exec(text);
  if (parts === null) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  // Zones reach from 12 hours west to 14 hours east.
  const signed = parts[1] === '-' ? -minutes : minutes;
  return signed < -12 * 60 || signed > 14 * 60 ? null : signed;
}

/** Midnight of the date as if it were in UTC, or what is wrong with it. */
function readDate(text: string, format: DateFormat | undefined): number | string {
  const plain = plainDateField(text);
  if (plain !== null) return plain;
  const problem = `not a date: ${quoted(text)}`;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return midnight(yearFirst[1], yearFirst[3], yearFirst[4]) ?? problem;

  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) {
    const [, first, separator, second, year] = yearLast;
    if (format === 'mm/dd/yyyy') return midnight(year, first, second) ?? problem;
    // Dots are only used where the day comes first.
    if (format === 'dd/mm/yyyy' || separator === '.') return midnight(year, second, first) ?? problem;
    return `day and month cannot be told apart: ${quoted(text)}`;
  }
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null) return midnight(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]) ?? problem;
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return midnight(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]) ?? problem;
  return problem;
}

const monthNumber = (name = ''): string => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

function midnight(year: string | undefined, month: string | undefined, day: string | undefined): number | null {
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(ms);
  const real =
    date.getUTCFullYear() === Number(year) &&
    date.getUTCMonth() + 1 === Number(month) &&
    date.getUTCDate() === Number(day);
  return real ? ms : null;
}

/** Milliseconds since midnight, or null. */
function readTime(text: string): number | null {
  const plain = plainTimeField(text);
  if (plain !== null) return plain;
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const fraction = Number((clock[4] ?? '').padEnd(3, '0').slice(0, 3));
    return sinceMidnight(hours(Number(clock[1]), clock[5]), Number(clock[2]), Number(clock[3] ?? 0), fraction);
  }
  const digits = CLOCK_DIGITS.exec(text);
  return digits === null ? null : sinceMidnight(Number(digits[1]), Number(digits[2]), Number(digits[3] ?? 0), 0);
}

/** `12:05 AM` is five past midnight; `14:29 PM`, which some sources write, is what the 24-hour clock says. */
function hours(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function sinceMidnight(hour: number, minute: number, second: number, ms: number): number | null {
  if (minute > 59 || second > 60) return null;
  // ISO 8601 lets a day end with 24:00; a leap second counts as the second before it.
  if (hour > 24 || (hour === 24 && minute + second + ms > 0)) return null;
  return ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000 + ms;
}

/** A text for a problem, so far as it helps. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
