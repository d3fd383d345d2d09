import {
  endOfPromise,
  flagAt,
  found,
  holds,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES, isEventCode } from './codes';

const SERVICE = 'parcel-nl';

/** What stands for a status that is not listed: the code of Unified tracking for its category. */
const CATEGORIES: Readonly<Record<string, string>> = {
  DATA_RECEIVED: 'pre-transit',
  LEG: 'pre-transit',
  UNDERWAY: 'transit',
  CUSTOMS: 'transit',
  IN_DELIVERY: 'transit',
  DELIVERED: 'delivered',
  EXCEPTION: 'failure',
  PROBLEM: 'failure',
  INTERVENTION: 'unknown',
};

const parcelsOf = (document: JsonValue): readonly Found[] =>
  found(document, '*').filter(({ value }) => isParcel(value));
const isParcel = (value: JsonValue): boolean => textAt(value, 'barcode') !== null && holds(value, 'events');

const address = (of: string) => ({
  city: [`${of}.address.city`, `${of}.address.addressLocality`],
  postalCode: `${of}.address.postalCode`,
  country: `${of}.address.countryCode`,
});

/** Track and trace of DHL eCommerce in the Benelux, `GET /track-trace`: the division's own statuses, with a category. */
export const parcelNl = trackingDocument({
  name: 'DHL eCommerce Benelux, track-trace',
  fits: (document) => parcelsOf(document).length > 0,
  codes: CODES,
  parcels: parcelsOf,
  parcel(value) {
    const destination = place(placeAt(value, address('receiver'))) ?? place(placeAt(value, address('destination')));
    return {
      trackingNumber: textAt(value, 'barcode'),
      carrier: 'dhl-parcel',
      direction: flagAt(value, 'isReturn') === true ? 'RETURN' : undefined,
      orderNumber: textAt(value, 'reference'),
      shipment: {
        origin: place(placeAt(value, address('shipper'))),
        destination,
        carrierEstimate: endOfPromise({
          text: textAt(value, 'plannedDeliveryTimeframe.end', 'lastKnownPlannedDeliveryTimeframe.end'),
          place: destination,
          assumedZone: 'Europe/Amsterdam',
        }),
      },
    };
  },
  events: 'events.*',
  event: (scan) => {
    const [status, category] = [textAt(scan, 'status'), textAt(scan, 'category')];
    const isKnown = isEventCode(status, SERVICE);
    return {
      code: status ?? category,
      subCode: status === null ? null : category,
      text: status?.replace(/_/g, ' ') ?? null,
      lookUp: {
        code: isKnown ? status : (CATEGORIES[category ?? ''] ?? status),
        subCode: null,
        service: isKnown ? SERVICE : null,
      },
      time: { text: textAt(scan, 'localTimestamp', 'timestamp'), assumedZone: 'Europe/Amsterdam' },
      place: placeAt(scan, { facility: 'facility' }),
    };
  },
});
