import {
  asObject,
  endOfPromise,
  flagAt,
  foundAll,
  holds,
  pick,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type EventSaid,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const zone = 'Europe/Amsterdam';
const ADDRESS = {
  city: 'recipient.address.town',
  postalCode: 'recipient.address.postalCode',
  country: 'recipient.address.country',
};
const EVENTS = ['observations.*', 'analyticsInfo.allObservations.*'];

/** Parcels stand under their numbers. */
const parcelsOf = (document: JsonValue): readonly Found[] =>
  Object.entries(asObject(pick(document, 'colli')) ?? {}).map(([number, value]) => ({
    value,
    path: `/colli/${number}`,
  }));

/** What the tracking page asks for, parcels by their number: an interface that PostNL promises to nobody. */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'colli'),
  codes: CODES,
  parcels: parcelsOf,
  parcel(value) {
    const destination = place(placeAt(value, ADDRESS));
    return {
      trackingNumber: textAt(value, 'barcode', 'identification'),
      carrier: 'postnl',
      shipment: {
        destination,
        carrierEstimate: endOfPromise({
          text: textAt(value, 'routeInformation.plannedDeliveryTimeWindow.endDateTime', 'eta.end'),
          place: destination,
          assumedZone: zone,
        }),
      },
      standing: standingOf(value),
    };
  },
  events: (value, path) => foundAll(value, EVENTS, path),
  event: (scan) => ({
    code: textAt(scan, 'observationCode'),
    text: textAt(scan, 'description'),
    time: { text: textAt(scan, 'observationDate'), assumedZone: zone },
    place: { country: 'NL' },
  }),
});

function standingOf(value: JsonValue): EventSaid | null {
  const text = textAt(value, 'statusPhase.message');
  const isDelivered = flagAt(value, 'isDelivered') === true;
  if (text === null && !isDelivered) return null;
  return {
    code: isDelivered ? '11' : null,
    text,
    time: { text: textAt(value, 'deliveryDate', 'lastObservation'), assumedZone: zone },
  };
}
