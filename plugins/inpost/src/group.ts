import {
  errorDocument,
  found,
  holds,
  itself,
  placeAt,
  textAt,
  trackingDocument,
  type EventSaid,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** Whether a parcel was collected from a locker or at a counter, only its place tells. */
const collectedAt = (scan: JsonValue) => {
  if (textAt(scan, 'eventCode') !== 'EOL.1002') return null;
  const type = textAt(scan, 'location.type');
  if (type === 'LOCKER_POINT') return 'LOCKER';
  return type === 'PUDO_POINT' || type === 'MPOK_POINT' ? 'SERVICE_POINT' : null;
};

const directionOf = (value: JsonValue) =>
  found(value, 'events.*.shipment.type').some((one) => one.value === 'RETURN') ||
  textAt(value, 'shipment.type') === 'RETURN'
    ? ('RETURN' as const)
    : undefined;

/** Every event repeats it. */
const referenceOf = (value: JsonValue): string | null =>
  found(value, 'events.*')
    .map((one) => textAt(one.value, 'customerReference'))
    .find((text) => text !== null) ?? null;

const eventOf = (scan: JsonValue): EventSaid => ({
  code: textAt(scan, 'eventCode'),
  text: textAt(scan, 'eventTitle', 'eventDescription'),
  time: { text: textAt(scan, 'timestamp'), assumedZone: 'Europe/Warsaw' },
  place: placeAt(scan, {
    city: 'location.city',
    postalCode: 'location.postalCode',
    country: 'location.country',
    facility: ['location.name', 'location.id'],
  }),
  deliveredTo: collectedAt(scan),
});

/** `GET /tracking/v1/parcels`: several parcels with their events. */
export const parcels = trackingDocument({
  name: 'InPost group, Tracking API v1',
  fits: (document) => holds(document, 'parcels'),
  codes: CODES,
  parcels: 'parcels.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingNumber'),
    carrier: 'inpost',
    direction: directionOf(value),
    orderNumber: referenceOf(value),
  }),
  events: 'events.*',
  event: eventOf,
});

/** One event a push. */
export const pushed = trackingDocument({
  name: 'InPost group, webhook',
  fits: (document) => holds(document, 'eventCode'),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingNumber'),
    carrier: 'inpost',
    direction: directionOf(value),
    orderNumber: textAt(value, 'customerReference'),
  }),
  events: itself,
  event: eventOf,
});

/** Problems, as RFC 7807 writes them. */
export const problems = errorDocument({
  name: 'InPost group, errors',
  fits: (document) => holds(document, 'title') && holds(document, 'status', 'detail'),
  whole: ['title', 'detail'],
});
