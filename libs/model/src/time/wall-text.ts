const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** `HH:mm`, or `24:00` for the end of a day. */
export const isTimeOfDay = (text: string): boolean => TIME.test(text);

/** `YYYY-MM-DD` of a day that exists: Date turns February 30 into March 2. */
export function isDate(text: string): boolean {
  const ms = DATE.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}
