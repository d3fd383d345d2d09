import { errorsAt, holds, placeAt, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const LANGUAGES = ['EN', 'NL', 'FR'].map((language) => `key.${language}.description`);

/**
 * What the public tracking page reads: events without codes, in several languages. Bpost documents it nowhere; its form is
 * known from public clients of the page.
 */
export const items = trackingDocument({
  name: 'track/items',
  fits: (document) => holds(document, 'items', 'error'),
  codes: CODES,
  errors: errorsAt('error', { code: 'code', message: 'message' }),
  parcels: 'items.*',
  parcel: (value) => ({ trackingNumber: textAt(value, 'itemCode'), carrier: 'bpost', shipment: {} }),
  events: 'events.*',
  event: (scan) => ({
    code: null,
    text: textAt(scan, ...LANGUAGES),
    time: { date: textAt(scan, 'date'), time: textAt(scan, 'time'), assumedZone: 'Europe/Brussels' },
    place: placeAt(scan, { facility: 'location.locationName' }),
  }),
});
