const DAY = 86_400_000;
const ZERO = 48;
const [DASH, COLON, POINT, T, Z] = [45, 58, 46, 84, 90];

/**
 * `YYYY-MM-DDTHH:mm:ss.sssZ`, as `Date.toISOString` writes it, in a fifth of its time. For whole milliseconds within the
 * years 0 to 9999.
 */
export function isoText(ms: number): string {
  const days = Math.floor(ms / DAY);
  const { year, month, day } = civilDate(days);
  const rest = ms - days * DAY;
  const [hour, minute, second] = [(rest / 3_600_000) | 0, ((rest / 60_000) | 0) % 60, ((rest / 1_000) | 0) % 60];
  const fraction = rest % 1_000;
  return String.fromCharCode(
    ZERO + ((year / 1_000) | 0),
    ZERO + (((year / 100) | 0) % 10),
    ZERO + (((year / 10) | 0) % 10),
    ZERO + (year % 10),
    DASH,
    ZERO + ((month / 10) | 0),
    ZERO + (month % 10),
    DASH,
    ZERO + ((day / 10) | 0),
    ZERO + (day % 10),
    T,
    ZERO + ((hour / 10) | 0),
    ZERO + (hour % 10),
    COLON,
    ZERO + ((minute / 10) | 0),
    ZERO + (minute % 10),
    COLON,
    ZERO + ((second / 10) | 0),
    ZERO + (second % 10),
    POINT,
    ZERO + ((fraction / 100) | 0),
    ZERO + (((fraction / 10) | 0) % 10),
    ZERO + (fraction % 10),
    Z,
  );
}

const DAYS_OF_400_YEARS = 146_097;
/** From 0000-03-01. */
const DAYS_TO_1970 = 719_468;

/** The date of the proleptic Gregorian calendar, so many days after 1970-01-01. Years begin in March, so that leap days come last. */
function civilDate(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const sinceMarchOfYear0 = days + DAYS_TO_1970;
  const era = Math.floor(sinceMarchOfYear0 / DAYS_OF_400_YEARS);
  const dayOfEra = sinceMarchOfYear0 - era * DAYS_OF_400_YEARS;
  const leapDays = ((dayOfEra / 1_460) | 0) - ((dayOfEra / 36_524) | 0) + ((dayOfEra / 146_096) | 0);
  const yearOfEra = ((dayOfEra - leapDays) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const monthFromMarch = ((5 * dayOfYear + 2) / 153) | 0;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - (((153 * monthFromMarch + 2) / 5) | 0) + 1,
  };
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - ZERO;
const digits = (text: string, at: number): number => 10 * digit(text, at) + digit(text, at + 1);

/** The milliseconds of what `isoText` wrote, in a fraction of the time that `Date.parse` takes. */
export function isoMs(text: string): number {
  const month = digits(text, 5);
  // Years begin in March, so that leap days come last.
  const year = 100 * digits(text, 0) + digits(text, 2) - (month <= 2 ? 1 : 0);
  const monthFromMarch = month <= 2 ? month + 9 : month - 3;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = (((153 * monthFromMarch + 2) / 5) | 0) + digits(text, 8) - 1;
  const days =
    era * DAYS_OF_400_YEARS +
    365 * yearOfEra +
    ((yearOfEra / 4) | 0) -
    ((yearOfEra / 100) | 0) +
    dayOfYear -
    DAYS_TO_1970;
  const seconds = 3_600 * digits(text, 11) + 60 * digits(text, 14) + digits(text, 17);
  return days * DAY + seconds * 1_000 + 100 * digit(text, 20) + digits(text, 21);
}
