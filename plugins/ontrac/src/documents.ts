import {
  asText,
  endOfPromise,
  found,
  foundAll,
  holds,
  pick,
  stated,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const placeOf = (place: JsonValue | undefined) => {
  const said = stated({
    city: textAt(place, 'City'),
    region: textAt(place, 'State'),
    postalCode: textAt(place, 'PostalCode', 'Zip'),
    country: textAt(place, 'Country') ?? 'US',
  });
  return said.city === undefined ? null : said;
};

/** Tracking API v7. */
export const ontrac = trackingDocument({
  name: 'tracking API v7',
  fits: (document) => holds(document, 'Tracking', '0.Tracking', 'Packages', 'Error'),
  codes: CODES,
  errors: (document) =>
    !holds(document, 'Error') || holds(document, 'Tracking')
      ? []
      : [{ code: textAt(document, 'Error'), message: textAt(document, 'ErrorMessage') }],
  // The tracking page gets them in an envelope.
  parcels: (document) => foundAll(document, ['*', 'Packages.*']).filter(({ value }) => holds(value, 'Tracking')),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'Tracking'),
    carrier: 'ontrac',
    orderNumber: textAt(value, 'Reference1'),
    shipment: {
      serviceLevel: textAt(value, 'ServiceDescription', 'ServiceCode'),
      origin: placeOf(pick(value, 'Origin')),
      destination: placeOf(pick(value, 'Consignee')),
      carrierEstimate: endOfPromise({
        text: textAt(value, 'UtcExpectedDeliveryDateTime', 'ExpectedDeliveryDate'),
        place: placeOf(pick(value, 'Consignee')),
      }),
    },
  }),
  events: 'Events.*',
  event: (scan) => ({
    code: textAt(scan, 'EventCode'),
    text: textAt(scan, 'EventShortDescription', 'EventLongDescription'),
    time: { text: textAt(scan, 'UtcEventDateTime', 'ZonedEventDateTime') },
    place: placeOf(scan),
  }),
});

/** LaserShip's own answer: one order, one or more pieces, one list of events. */
export const lasership = trackingDocument({
  name: 'LaserShip tracking',
  fits: (document) => holds(document, 'OrderNumber', 'Pieces'),
  codes: CODES,
  parcels: (document) =>
    found(document, 'Pieces.*').map(({ value, path }) => ({
      value: {
        number: pick(value, 'TrackingNumber') ?? null,
        weight: pick(value, 'Weight') ?? null,
        order: document,
      },
      path,
    })),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'number'),
    carrier: 'lasership',
    shipment: {
      externalId: textAt(value, 'order.OrderNumber'),
      origin: placeOf(pick(value, 'order.Origin')),
      destination: placeOf(pick(value, 'order.Destination')),
      carrierEstimate: endOfPromise({
        text: textAt(value, 'order.EstimatedDeliveryDate'),
        place: placeOf(pick(value, 'order.Destination')),
      }),
    },
  }),
  events: (parcel) => found(pick(parcel, 'order') ?? null, 'Events.*'),
  event: (scan) => {
    const text = textAt(scan, 'EventShortText', 'EventLabel');
    const where = textAt(scan, 'Location');
    return {
      code: textAt(scan, 'EventType'),
      text,
      lookUp: text === null ? {} : { text: [text, where].filter(Boolean).join(' ') },
      time: { text: textAt(scan, 'DateTime') },
      place: placeOf(scan),
    };
  },
});

const RESULTS = ['OnTracTrackingResult', 'OnTracUpdateResponse'];
const within = (document: JsonValue, path: string) => RESULTS.flatMap((result) => found(document, `${result}.${path}`));
const SHIPMENTS = 'Shipments.Shipment.*';
export const errorsOfShipments = (document: JsonValue) =>
  [...within(document, `${SHIPMENTS}.Error`), ...within(document, 'Error')].flatMap(({ value, path }) => {
    const message = asText(value);
    return message === null ? [] : [{ path, message }];
  });

/** Web services: tracking, and the details that come without events. */
export const xmlShipments = trackingDocument({
  name: 'web services',
  fits: (document) => holds(document, ...RESULTS),
  codes: CODES,
  errors: errorsOfShipments,
  parcels: (document) => within(document, SHIPMENTS),
  parcel: (value) => {
    const destination = placeOf(value);
    return {
      trackingNumber: textAt(value, 'Tracking'),
      carrier: 'ontrac',
      orderNumber: textAt(value, 'Reference'),
      error: textAt(value, 'Tracking') === null ? (textAt(value, 'Error') ?? 'no shipment') : null,
      shipment: {
        serviceLevel: textAt(value, 'Service'),
        destination,
        carrierEstimate: endOfPromise({
          text: textAt(value, 'Exp_Del_Date'),
          place: destination,
          assumedZone: 'America/Los_Angeles',
        }),
      },
      // Details say only whether it was delivered, not when.
      standing: textAt(value, 'Delivered') === 'true' ? { code: 'Delivered', time: {} } : null,
    };
  },
  events: 'Events.Event.*',
  event: (scan) => ({
    code: textAt(scan, 'Status'),
    text: textAt(scan, 'Description'),
    time: { text: textAt(scan, 'EventTime') },
    place: { ...placeOf(scan), facility: textAt(scan, 'Facility') },
  }),
});
