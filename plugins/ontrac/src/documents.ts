import { asText, endOfPromise, found, pick, stated, trackingDocument, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const placeOf = (place: JsonValue | undefined) => {
  const said = stated({
    city: asText(pick(place, 'City')),
    region: asText(pick(place, 'State')),
    postalCode: asText(pick(place, 'PostalCode')) ?? asText(pick(place, 'Zip')),
    country: asText(pick(place, 'Country')) ?? 'US',
  });
  return said.city === undefined ? null : said;
};

/** Tracking API v7. */
export const ontrac = trackingDocument({
  name: 'tracking API v7',
  fits: (document) =>
    pick(document, 'Tracking') !== undefined ||
    pick(document, '0.Tracking') !== undefined ||
    pick(document, 'Error') !== undefined,
  codes: CODES,
  errors: (document) =>
    pick(document, 'Error') === undefined || pick(document, 'Tracking') !== undefined
      ? []
      : [{ code: asText(pick(document, 'Error')), message: asText(pick(document, 'ErrorMessage')) }],
  parcels: (document) => found(document, '*').filter(({ value }) => pick(value, 'Tracking') !== undefined),
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'Tracking')),
    carrier: 'ontrac',
    orderNumber: asText(pick(value, 'Reference1')),
    shipment: {
      serviceLevel: asText(pick(value, 'ServiceDescription')) ?? asText(pick(value, 'ServiceCode')),
      origin: placeOf(pick(value, 'Origin')),
      destination: placeOf(pick(value, 'Consignee')),
      carrierEstimate: endOfPromise({
        text: asText(pick(value, 'UtcExpectedDeliveryDateTime')) ?? asText(pick(value, 'ExpectedDeliveryDate')),
        place: placeOf(pick(value, 'Consignee')),
      }),
    },
  }),
  events: 'Events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'EventCode')),
    text: asText(pick(scan, 'EventShortDescription')) ?? asText(pick(scan, 'EventLongDescription')),
    time: { text: asText(pick(scan, 'UtcEventDateTime')) },
    place: placeOf(scan),
  }),
});

/** LaserShip's own answer: one order, one or more pieces, one list of events. */
export const lasership = trackingDocument({
  name: 'LaserShip tracking',
  fits: (document) => pick(document, 'OrderNumber') !== undefined || pick(document, 'Pieces') !== undefined,
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
    trackingNumber: asText(pick(value, 'number')),
    carrier: 'lasership',
    shipment: {
      externalId: asText(pick(value, 'order.OrderNumber')),
      origin: placeOf(pick(value, 'order.Origin')),
      destination: placeOf(pick(value, 'order.Destination')),
      carrierEstimate: endOfPromise({
        text: asText(pick(value, 'order.EstimatedDeliveryDate')),
        place: placeOf(pick(value, 'order.Destination')),
      }),
    },
  }),
  events: (parcel) => found(pick(parcel, 'order') ?? null, 'Events.*'),
  event: (scan) => {
    const text = asText(pick(scan, 'EventShortText')) ?? asText(pick(scan, 'EventLabel'));
    const where = asText(pick(scan, 'Location'));
    return {
      code: asText(pick(scan, 'EventType')),
      text,
      lookUp: text === null ? {} : { text: [text, where].filter(Boolean).join(' ') },
      time: { text: asText(pick(scan, 'DateTime')) },
      place: placeOf(scan),
    };
  },
});

/** Web services v4. */
export const xmlShipments = trackingDocument({
  name: 'web services v4',
  fits: (document) => pick(document, 'OnTracTrackingResult') !== undefined,
  codes: CODES,
  errors: (document) =>
    [
      ...found(document, 'OnTracTrackingResult.Error'),
      ...found(document, 'OnTracTrackingResult.Shipments.Shipment.*.Error'),
    ].flatMap(({ value, path }) => (asText(value) === null ? [] : [{ path, message: asText(value) }])),
  parcels: 'OnTracTrackingResult.Shipments.Shipment.*',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'Tracking')),
    carrier: 'ontrac',
    error: asText(pick(value, 'Tracking')) === null ? (asText(pick(value, 'Error')) ?? 'no shipment') : null,
    shipment: {
      serviceLevel: asText(pick(value, 'Service')),
      carrierEstimate: endOfPromise({ text: asText(pick(value, 'Exp_Del_Date')), assumedZone: 'America/Los_Angeles' }),
    },
  }),
  events: 'Events.Event.*',
  event: (scan) => ({
    code: asText(pick(scan, 'Status')),
    text: asText(pick(scan, 'Description')),
    time: { text: asText(pick(scan, 'EventTime')) },
    place: { ...placeOf(scan), facility: asText(pick(scan, 'Facility')) },
  }),
});
