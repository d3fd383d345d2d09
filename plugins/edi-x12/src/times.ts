import type { EventTimeInput } from '@whereabouts/plugin-sdk';

/** Data element 623: zones that keep summer time, by their letter. */
const ZONES: Readonly<Record<string, readonly [zone: string, standard: number]>> = {
  N: ['America/St_Johns', -3.5],
  A: ['America/Halifax', -4],
  E: ['America/New_York', -5],
  C: ['America/Chicago', -6],
  M: ['America/Denver', -7],
  P: ['America/Los_Angeles', -8],
  H: ['Pacific/Honolulu', -10],
};

const offsetOf = (hours: number): string => {
  const minutes = Math.abs(hours) * 60;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${hours < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** What a time code says: `ET` is a zone, `ES` and `ED` are its standard and its daylight time, 01 to 24 are offsets. */
export function zoneOfCode(code: string | null): Pick<EventTimeInput, 'zone' | 'offset'> {
  if (code === null) return {};
  const written = code.toUpperCase();
  if (/^(GM|UT|Z|GMT|UTC)$/.test(written)) return { offset: 'Z' };
  if (/^\d\d$/.test(written)) {
    const hours = Number(written);
    // 01 to 12 are ahead of UTC; 13 to 24 are behind it, from twelve hours down to one.
    return hours >= 1 && hours <= 24 ? { offset: offsetOf(hours <= 12 ? hours : hours - 25) } : {};
  }
  const [, letter = '', kind = ''] = /^([NAECMPH])([TSD])T?$/.exec(written) ?? [];
  const zone = ZONES[letter];
  if (zone === undefined) return {};
  return kind === 'T' ? { zone: zone[0] } : { offset: offsetOf(zone[1] + (kind === 'D' ? 1 : 0)) };
}

/** Six or eight digits: templates and other texts stand where a date should. */
export const isDate = (text: string | null): boolean => text !== null && /^(\d{6}|\d{8})$/.test(text);

/** Two digits of a year are of this century, except those that can only be of the last. */
const fullDate = (date: string): string =>
  /^\d{6}$/.test(date) ? `${Number(date) >= 700101 ? '19' : '20'}${date}` : date;

/** Date and time as X12 writes them, `20200911` and `1159` up to `11595900`, with the code of their zone. */
export function timeOf(date: string | null, time: string | null, code: string | null): EventTimeInput {
  const written = date === null ? null : fullDate(date);
  const clock = time !== null && /^\d{7,8}$/.test(time) ? time.slice(0, 6) : time;
  return { date: written, time: clock, ...zoneOfCode(code) };
}
