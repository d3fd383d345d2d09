const ZERO = 48;
const [DASH, POINT, SLASH, COLON, COMMA, SPACE, T, Z, PLUS] = [45, 46, 47, 58, 44, 32, 84, 90, 43];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LAST_OFFSET_EAST = 14 * 60;
const LAST_OFFSET_WEST = -12 * 60;

/** A text in the one form that almost all sources write, without anything that needs a second look. */
export interface PlainTime {
  /** Milliseconds as if the clock showed UTC. For a date alone: its midnight. */
  readonly wallMs: number;
  readonly dateOnly: boolean;
  /** Minutes east of UTC, when the text itself says. */
  readonly offset: number | null;
}

/**
 * Reads `2025-03-04`, `2025-03-04T05:06`, with seconds, a fraction and an offset or without: `2025/03/04 05:06:07.890
 * +01:00`. Null for every other text, and for a date or time that cannot be: that is for somebody who can say why.
 */
export function plainTime(text: string): PlainTime | null {
  const length = text.length;
  const wallDate = plainDate(text);
  if (wallDate === null) return null;
  if (length === DATE_LENGTH) return { wallMs: wallDate, dateOnly: true, offset: null };
  const between = text.charCodeAt(DATE_LENGTH);
  if (between !== T && between !== SPACE) return null;
  let at = DATE_LENGTH + 6;
  let wallMs = wallDate + hourAndMinute(text, DATE_LENGTH + 1);
  if (text.charCodeAt(at) === COLON) {
    wallMs += upTo(59, twoDigits(text, at + 1)) * 1_000;
    at += 3;
    const mark = text.charCodeAt(at);
    if (mark === POINT || mark === COMMA) {
      const end = endOfDigits(text, at + 1);
      if (end === at + 1 || end > at + 10) return null;
      wallMs += milliseconds(text, at + 1, end);
      at = end;
    }
  }
  // What was no digit has made it NaN.
  if (!(wallMs >= wallDate)) return null;
  if (at === length) return { wallMs, dateOnly: false, offset: null };
  if (text.charCodeAt(at) === SPACE) at += 1;
  const offset = plainOffset(text, at);
  return offset === null ? null : { wallMs, dateOnly: false, offset };
}

const DATE_LENGTH = 10;

/** Is it a moment as `Date.toISOString` writes it? Told at a glance: false for one before the year 1000. */
export const isPlainMoment = (text: string): boolean =>
  text.length === 24 &&
  text.charCodeAt(4) === DASH &&
  text.charCodeAt(10) === T &&
  text.charCodeAt(16) === COLON &&
  text.charCodeAt(19) === POINT &&
  text.charCodeAt(23) === Z &&
  twoDigits(text, 17) <= 59 &&
  twoDigits(text, 20) >= 0 &&
  isDigit(text.charCodeAt(22)) &&
  hourAndMinute(text, 11) >= 0 &&
  plainDate(text) !== null;

/** The midnight of the date that a text begins with: `2025-03-04`, with dashes, slashes or points. */
function plainDate(text: string): number | null {
  const mark = text.charCodeAt(4);
  if ((mark !== DASH && mark !== SLASH && mark !== POINT) || text.charCodeAt(7) !== mark) return null;
  return midnightOf(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
}

/** The midnight of a date as a field of its own: as above, or `20250304`. */
export function plainDateField(text: string): number | null {
  if (text.length === DATE_LENGTH) return plainDate(text);
  if (text.length !== 8) return null;
  return midnightOf(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 4), twoDigits(text, 6));
}

/** Milliseconds since midnight of a time as a field of its own: `05:06`, `05:06:07`, `0506`, `050607`. */
export function plainTimeField(text: string): number | null {
  const ms = timeField(text);
  return ms >= 0 ? ms : null;
}

function timeField(text: string): number {
  const { length } = text;
  if (length === 5) return hourAndMinute(text, 0);
  if (length === 8)
    return text.charCodeAt(5) === COLON ? hourAndMinute(text, 0) + upTo(59, twoDigits(text, 6)) * 1_000 : NaN;
  if (length !== 4 && length !== 6) return NaN;
  const hourMinute = upTo(23, twoDigits(text, 0)) * HOUR + upTo(59, twoDigits(text, 2)) * MINUTE;
  return length === 4 ? hourMinute : hourMinute + upTo(59, twoDigits(text, 4)) * 1_000;
}

function plainOffset(text: string, at: number): number | null {
  const sign = text.charCodeAt(at);
  if (sign === Z) return at + 1 === text.length ? 0 : null;
  if (sign !== PLUS && sign !== DASH) return null;
  const minutesAt = text.charCodeAt(at + 3) === COLON ? at + 4 : at + 3;
  if (minutesAt + 2 !== text.length) return null;
  const size = twoDigits(text, at + 1) * 60 + upTo(59, twoDigits(text, minutesAt));
  const offset = sign === DASH ? -size : size;
  return offset >= LAST_OFFSET_WEST && offset <= LAST_OFFSET_EAST ? offset : null;
}

/** Days before each month, of a year without a leap day. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
const DAYS_TO_1970 = 719_162;

function midnightOf(year: number, month: number, day: number): number | null {
  if (!(year >= 1_000 && month >= 1 && month <= 12 && day >= 1)) return null;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = DAYS_BEFORE[month - 1]!;
  if (day > DAYS_BEFORE[month]! - before + (isLeap && month === 2 ? 1 : 0)) return null;
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const days = past * 365 + leapDays + before + (isLeap && month > 2 ? 1 : 0) + day - 1;
  return (days - DAYS_TO_1970) * 24 * HOUR;
}

/** Milliseconds, or NaN. */
const hourAndMinute = (text: string, at: number): number =>
  text.charCodeAt(at + 2) === COLON
    ? upTo(23, twoDigits(text, at)) * HOUR + upTo(59, twoDigits(text, at + 3)) * MINUTE
    : NaN;

/** The first three digits of a fraction. */
function milliseconds(text: string, begin: number, end: number): number {
  let ms = 0;
  for (let place = 0; place < 3; place += 1)
    ms = ms * 10 + (begin + place < end ? text.charCodeAt(begin + place) - ZERO : 0);
  return ms;
}

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9;

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** NaN where a digit is missing. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + (ones - ZERO) : NaN;
}

const upTo = (most: number, value: number): number => (value <= most ? value : NaN);
