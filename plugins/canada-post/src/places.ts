import { asText, pick, placeOfText, stated, type JsonValue } from '@whereabouts/plugin-sdk';

/** Abbreviations that Canada Post writes beside local times, in winter and in summer. */
export const ZONES: ReadonlyMap<string | null, string> = new Map(
  Object.entries({
    NST: 'America/St_Johns',
    NDT: 'America/St_Johns',
    AST: 'America/Halifax',
    ADT: 'America/Halifax',
    EST: 'America/Toronto',
    EDT: 'America/Toronto',
    CST: 'America/Winnipeg',
    CDT: 'America/Winnipeg',
    MST: 'America/Edmonton',
    MDT: 'America/Edmonton',
    PST: 'America/Vancouver',
    PDT: 'America/Vancouver',
    // Where clocks stay as they are all year.
    CSTNO: 'America/Regina',
    MSTNO: 'America/Whitehorse',
  }),
);

/** Events abroad have no zone, and midnight where nobody wrote down the time. */
export function timeOfDay(scan: JsonValue): string | null {
  const [time, zone] = [asText(pick(scan, 'event-time')), asText(pick(scan, 'event-time-zone'))];
  return zone === null && time === '00:00:00' ? null : time;
}

const CANADIAN = /^[A-Z]\d[A-Z]/i;
/** The first letter of a postal code tells the province. X is shared by two territories. */
const PROVINCES: ReadonlyMap<string, string> = new Map(
  'A:NL B:NS C:PE E:NB G:QC H:QC J:QC K:ON L:ON M:ON N:ON P:ON R:MB S:SK T:AB V:BC Y:YT'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(2)]),
);
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
    [asText(pick(scan, 'event-site')) ?? asText(pick(scan, 'event-location')), asText(pick(scan, 'event-province'))]
      .filter(Boolean)
      .join(', '),
    'states',
  );
