import { isoMs, isoText } from './iso-text';

/** A moment in UTC as text, always `YYYY-MM-DDTHH:mm:ss.sssZ`, so that text order is time order. */
export type Instant = string & { readonly __brand: 'Instant' };

/** The only way to ask what time it is. Pure code takes `now: Instant`; shells take a `Clock`. */
export type Clock = () => Instant;

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

const HAS_OFFSET = /(Z|[+-]\d\d:\d\d)$/;
/** Four-digit years only: outside them `toISOString` changes its width and text order breaks. */
const MIN_MS = Date.parse('0001-01-01T00:00:00.000Z');
const MAX_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Makes an Instant. @throws RangeError for text without an offset, or no moment within years 1 to 9999. */
export function instant(value: string | number | Date): Instant {
  const ms = typeof value === 'number' ? Math.trunc(value) : new Date(value).getTime();
  if (!(ms >= MIN_MS && ms <= MAX_MS) || (typeof value === 'string' && !HAS_OFFSET.test(value)))
    throw new RangeError(`not a moment in time: ${String(value)}`);
  return isoText(ms) as Instant;
}

export const msOf = (at: Instant): number => isoMs(at);
export const after = (at: Instant, ms: number): Instant => instant(isoMs(at) + ms);
export const msBetween = (from: Instant, to: Instant): number => isoMs(to) - isoMs(from);
export const earlier = (a: Instant, b: Instant): Instant => (a <= b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a >= b ? a : b);
