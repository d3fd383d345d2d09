import {
  asText,
  endOfPromise,
  eventTime,
  found,
  parcelFacts,
  pick,
  place,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { areaOf } from './area';
import { CODES } from './codes';

const addressOf = (party: JsonValue | undefined) =>
  place({
    city: asText(pick(party, 'postalAddress.cityName')),
    region: asText(pick(party, 'postalAddress.provinceCode')),
    postalCode: asText(pick(party, 'postalAddress.postalCode')),
    country: asText(pick(party, 'postalAddress.countryCode')),
  });

/** The buyer's order number where the shipper gave one as such, else the shipper's own reference. */
function orderOf(value: JsonValue): string | null {
  const references = found(value, 'shipperReferences.*').map((one) => one.value);
  const ofType = (type: string) => references.find((one) => asText(pick(one, 'typeCode')) === type);
  return asText(pick(ofType('CO') ?? ofType('CU') ?? references[0], 'value'));
}

/** Events of the shipment; where only pieces list theirs, those, with the piece's number. */
function eventsOf(value: JsonValue, path: string): readonly Found[] {
  const own = found(value, 'events.*', path);
  if (own.length > 0) return own.map((one) => ({ ...one, value: { event: one.value } }));
  return found(value, 'pieces.*', path).flatMap((piece) => {
    const number = asText(pick(piece.value, 'trackingNumber'));
    const events = found(piece.value, 'events.*', piece.path);
    // What is no piece is handed on, to be set aside as no event.
    if (events.length === 0 && number === null) return [{ ...piece, value: { event: piece.value } }];
    return events.map((one) => ({ ...one, value: { event: one.value, piece: number } }));
  });
}

/** What MyDHL API answers; its errors are RFC 7807 problems. */
export const mydhlTracking = trackingDocument({
  name: 'MyDHL API, tracking',
  fits: (document) => ['shipments', 'detail', 'message', 'title'].some((key) => pick(document, key) !== undefined),
  codes: CODES,
  errors: (document) =>
    pick(document, 'shipments') !== undefined
      ? []
      : [
          {
            code: asText(pick(document, 'status')),
            message:
              asText(pick(document, 'detail')) ?? asText(pick(document, 'message')) ?? asText(pick(document, 'title')),
          },
        ],
  parcels: 'shipments.*',
  parcel(value) {
    const [origin, destination] = [addressOf(pick(value, 'shipperDetails')), addressOf(pick(value, 'receiverDetails'))];
    const status = asText(pick(value, 'status')) ?? '';
    return {
      trackingNumber: asText(pick(value, 'shipmentTrackingNumber')),
      carrier: 'dhl-express',
      error: /\b(no|not) .*found|^failure|^error/i.test(status) ? status : null,
      orderNumber: orderOf(value),
      shipment: {
        serviceLevel: asText(pick(value, 'productCode')),
        origin,
        destination,
        shippedAt: eventTime({ text: asText(pick(value, 'shipmentTimestamp')), place: origin }).occurredAt,
        carrierEstimate: endOfPromise({
          text: asText(pick(value, 'estimatedTimeOfDelivery')) ?? asText(pick(value, 'estimatedDeliveryDate')),
          place: destination,
        }),
        declared: parcelFacts({
          weight: pick(value, 'totalWeight'),
          weightUnit: asText(pick(value, 'unitOfMeasurements')) === 'imperial' ? 'lb' : 'kg',
        }),
      },
    };
  },
  events: eventsOf,
  event: (scan) => ({
    code: asText(pick(scan, 'event.typeCode')),
    text: asText(pick(scan, 'event.description')),
    time: {
      date: asText(pick(scan, 'event.date')),
      time: asText(pick(scan, 'event.time')),
      offset: asText(pick(scan, 'event.GMTOffset')),
    },
    place: areaOf(
      asText(pick(scan, 'event.serviceArea.0.code')),
      asText(pick(scan, 'event.serviceArea.0.description')),
    ),
    piece: asText(pick(scan, 'piece')),
  }),
});
