import { found, holds, textAt, trackingDocument, type Found, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const parcelsOf = (document: JsonValue): readonly Found[] =>
  found(document, '*').filter(({ value }) => holds(value, 'parcelProgress'));

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
    time: { text: textAt(scan, 'timestamp'), assumedZone: 'Europe/Berlin' },
    place: { country: 'DE' },
  }),
});
