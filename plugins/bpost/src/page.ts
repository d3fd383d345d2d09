import {
  endOfPromise,
  found,
  holds,
  parcelFacts,
  place,
  placeAt,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const zone = 'Europe/Brussels';
const person = (who: string) => ({
  city: `${who}.municipality`,
  postalCode: [`${who}.postcode`, `${who}.postalCode`],
  country: `${who}.countryCode`,
});

/** Told in up to four languages. */
const WORDS = ['EN', 'NL', 'FR', 'DE'].map((language) => `key.${language}.description`);

/** What the tracking page asks for: an interface that bpost promises to nobody. Its events have words and no codes. */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'items', 'error'),
  codes: CODES,
  errors: (document) => found(document, 'error').map(({ path }) => ({ path, message: textAt(document, 'error') })),
  parcels: 'items.*',
  parcel(value) {
    const destination = place(placeAt(value, person('receiver')));
    return {
      trackingNumber: textAt(value, 'itemCode', 'itemIdentifier'),
      carrier: 'bpost',
      orderNumber: textAt(value, 'customerReference'),
      shipment: {
        origin: place(placeAt(value, person('sender'))),
        destination,
        declared: parcelFacts({ weight: textAt(value, 'weightInGrams'), weightUnit: 'g' }),
        carrierEstimate: endOfPromise({
          date: textAt(value, 'expectedDeliveryTimeRange.day'),
          time: textAt(value, 'expectedDeliveryTimeRange.time2'),
          place: destination,
          assumedZone: zone,
        }),
      },
    };
  },
  events: 'events.*',
  event: (scan) => ({
    code: null,
    text: textAt(scan, ...WORDS),
    time: { date: textAt(scan, 'date'), time: textAt(scan, 'time'), assumedZone: zone },
    place: placeAt(scan, { facility: 'location.locationName', country: 'location.countryCode' }),
  }),
});
