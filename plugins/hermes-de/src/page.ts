import { found, holds, textAt, trackingDocument, type Found, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const parcelsOf = (document: JsonValue): readonly Found[] =>
  found(document, '*').filter(({ value }) => holds(value, 'parcelProgress'));

/** Words that go on, `DELIVERY_FAILED_…`, are read by their beginning where the table has no row for the whole. */
const wordOf = (word: string | null): string | null =>
  word === null || CODES.rows.some(({ code }) => code === word)
    ? word
    : (/^(EDL|DELIVERY_FAILED)(?=_)/.exec(word)?.[0] ?? word);

/** What the tracking page asks for: an interface that Hermes promises to nobody. */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => parcelsOf(document).length > 0 || holds(document, 'reason'),
  codes: CODES,
  errors: (document) => found(document, 'reason').map(({ path }) => ({ path, message: textAt(document, 'reason') })),
  parcels: parcelsOf,
  parcel: (value) => ({ trackingNumber: textAt(value, 'barcode'), carrier: 'hermes-de', shipment: {} }),
  events: 'parcelProgress.*',
  event: (scan) => ({
    code: textAt(scan, 'parcelStatus'),
    text: textAt(scan, 'historyText', 'status'),
    lookUp: { code: wordOf(textAt(scan, 'parcelStatus')) },
    time: { text: textAt(scan, 'timestamp'), assumedZone: 'Europe/Berlin' },
    place: { country: 'DE' },
  }),
});
