import {
  asText,
  found,
  holds,
  place,
  placeOfText,
  readJson,
  refuse,
  textAt,
  trackingDocument,
  type EventSaid,
  type Found,
  type JsonValue,
  type Loose,
  type ParcelSaid,
} from '@whereabouts/plugin-sdk';
import { carrierOfKey } from './carriers';
import { CODES } from './codes';
import { parcelsOf } from './tracking';

const TIME = /^\d{4}-\d\d-\d\d/;

/** `a` is when, `z` is what, `c` and `d` are where. Some write `a` for where, `c` for what and `d` for when. */
function eventOf(event: JsonValue): EventSaid {
  const [a, c, d, z] = ['a', 'c', 'd', 'z'].map((key) => textAt(event, key));
  if (TIME.test(d ?? '') && !TIME.test(a ?? ''))
    return { code: null, text: c ?? null, time: { text: d }, place: placeOfText(a) };
  const country = c ? null : place({ country: d });
  const where = [c, d].filter((part) => part).join(', ');
  return { code: null, text: z ?? null, time: { text: a }, place: country ?? placeOfText(where) };
}

const isListed = (value: Loose): boolean => holds(value, 'w1') && holds(value, 'e');

const standingOf = (state: string | null): ParcelSaid['standing'] =>
  // States beyond these are new, or made up: they are kept, as what nobody knows.
  state === null || state === '0' || state === '20' ? null : { code: state, time: {} };

/** The lists of the first and the second carrier; else what is of neither; else the latest event, which stands beside them. */
function eventsOf(value: JsonValue, path: string): readonly Found[] {
  const listed = [...found(value, 'track.z1.*', path), ...found(value, 'track.z2.*', path)];
  const latest = () => found(value, 'track.z0.*', path).filter((one) => textAt(one.value, 'a', 'z'));
  return [listed, found(value, 'track.z9.*', path)].find((some) => some.length > 0) ?? latest();
}

/** API v1: what is known of a number, and the shorter entries of a list of numbers. */
export const v1 = trackingDocument({
  name: 'Tracking information (v1)',
  fits: (document) => parcelsOf(document).some(({ value }) => holds(value, 'track') || isListed(value)),
  codes: CODES,
  parcels: parcelsOf,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'number'),
    carrier: carrierOfKey(textAt(value, 'carrier', 'track.w1', 'w1'), null),
    error: textAt(value, 'error.message'),
    service: 'v1',
    standing: standingOf(textAt(value, 'track.e', 'e')),
  }),
  events: eventsOf,
  event: eventOf,
});

/** The list of an account at 17track.net: the latest event is a document within the document. */
export const accountList = trackingDocument({
  name: "An account's packages",
  fits: (document) => found(document, 'Json.*').some(({ value }) => holds(value, 'FTrackNo')),
  codes: CODES,
  parcels: 'Json.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'FTrackNo'),
    carrier: carrierOfKey(textAt(value, 'FFirstCarrier'), null),
    service: 'v1',
    standing: standingOf(knownState(textAt(value, 'FPackageState'))),
  }),
  events: latestEvent,
  event: (event) => (typeof event === 'string' ? refuse('an event that cannot be read') : eventOf(event)),
});

/** Packages that 17TRACK has not looked at yet have states of their own. */
const knownState = (state: string | null): string | null =>
  CODES.find({ code: state, service: 'v1' }) === null ? null : state;

function latestEvent(value: JsonValue, path: string): readonly Found[] {
  return found(value, 'FLastEvent', path).flatMap((one) => {
    if (asText(one.value) === null) return [];
    const read = readJson(Buffer.from(asText(one.value) ?? ''));
    return [read.ok ? { value: read.value, path: one.path } : one];
  });
}
