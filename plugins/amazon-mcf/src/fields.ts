import {
  asText,
  addEvent,
  carrierCode,
  eventTime,
  found,
  place,
  textAt,
  type EventSaid,
  type Found,
  type Instant,
  type Loose,
  type ParcelSaid,
  type Place,
  type PlaceInput,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** The older API and notifications write the same fields with capitals. */
const capital = (path: string): string =>
  path.replace(/(^|\.)([a-z])/g, (_all, dot: string, letter: string) => dot + letter.toUpperCase());

/** A field in both spellings, and the paths of what is in it as a list. */
interface Spelled {
  readonly other: string;
  readonly lists: readonly [string, string];
}

/** Paths are those that this plugin asks for: as few as there are fields. */
const known = new Map<string, Spelled>();

function spelled(path: string): Spelled {
  const before = known.get(path);
  if (before !== undefined) return before;
  const other = capital(path);
  const both: Spelled = { other, lists: [`${path}.*`, `${other}.*`] };
  known.set(path, both);
  return both;
}

/** The text of the first of these fields that holds one, in any spelling. */
export function textOf(value: Loose, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = textAt(value, path) ?? textAt(value, spelled(path).other);
    if (text !== null) return text;
  }
  return null;
}

/** What stands at these paths, in any spelling; lists of the XML API are in `member`. */
export function listOf(value: Loose, at: string, ...names: readonly string[]): readonly Found[] {
  for (const name of names)
    for (const path of spelled(name).lists) {
      const list = found(value, path, at);
      if (list.length === 0) continue;
      const members = list.flatMap((one) => found(one.value, 'member.*', one.path));
      return members.length > 0 ? members : list;
    }
  return [];
}

export const moment = (value: Loose, ...paths: readonly string[]): Instant | null =>
  eventTime({ text: textOf(value, ...paths) }).occurredAt;

export const placeOf = (address: Loose): PlaceInput => ({
  city: textOf(address, 'city'),
  region: textOf(address, 'stateOrRegion', 'state', 'stateOrProvinceCode'),
  postalCode: textOf(address, 'postalCode'),
  country: textOf(address, 'countryCode', 'country'),
});
export const destinationOf = (address: Loose): Place | null => place(placeOf(address));

/** Amazon's own parcels have several names. */
export const carrierOf = (value: Loose): string | null => {
  const name = textOf(value, 'carrierCode', 'carrier');
  return name !== null && /^(amzn|amazon|swiship)/i.test(name) ? 'amazon-shipping' : carrierCode(name);
};

/** Adds an event whose code is looked up without underscores, as versions of the API differ in them. */
export function tell(reading: Reading, service: string, parcel: ParcelSaid, said: EventSaid, path: string): void {
  const code = asText(said.code)?.replace(/_/g, '') ?? null;
  addEvent(reading, CODES, { ...parcel, service }, { ...said, lookUp: { code } }, path);
}
