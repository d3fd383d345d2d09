import { placeOfText, stated, textAt, type JsonValue } from '@whereabouts/plugin-sdk';
import { PROVINCES } from './places-table';

/** Events abroad have no zone, and midnight where nobody wrote down the time. */
export function timeOfDay(scan: JsonValue): string | null {
  const [time, zone] = [textAt(scan, 'event-time'), textAt(scan, 'event-time-zone')];
  return zone === null && time === '00:00:00' ? null : time;
}

const CANADIAN = /^[A-Z]\d[A-Z]/i;
export function destinationOf(postalCode: string | null) {
  if (postalCode === null) return null;
  const isCanadian = CANADIAN.test(postalCode);
  return stated({
    postalCode,
    region: isCanadian ? PROVINCES.get(postalCode.charAt(0).toUpperCase()) : null,
    country: isCanadian ? 'CA' : null,
  });
}
/** Sites abroad are named with their country, `ILTLVA,Israel`, and have no province. */
export const siteOf = (scan: JsonValue) =>
  placeOfText(
    [textAt(scan, 'event-site', 'event-location'), textAt(scan, 'event-province')].filter(Boolean).join(', '),
    'states',
  );
