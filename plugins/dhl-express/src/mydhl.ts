import {
  asText,
  endOfPromise,
  eventTime,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { areaOf } from './area';
import { CODES } from './codes';

const addressOf = (party: JsonValue | undefined) =>
  place(
    placeAt(party, {
      city: 'postalAddress.cityName',
      region: 'postalAddress.provinceCode',
      postalCode: 'postalAddress.postalCode',
      country: 'postalAddress.countryCode',
    }),
  );

/** The buyer's order number where the shipper gave one as such, else the shipper's own reference. */
function orderOf(value: JsonValue): string | null {
  const references = found(value, 'shipperReferences.*').map((one) => one.value);
  const ofType = (type: string) => references.find((one) => textAt(one, 'typeCode') === type);
  return asText(pick(ofType('CO') ?? ofType('CU') ?? references[0], 'value'));
}

/** Events of the shipment; where only pieces list theirs, those, with the piece's number. */
function eventsOf(value: JsonValue, path: string): readonly Found[] {
  const own = found(value, 'events.*', path);
  if (own.length > 0) return own.map((one) => ({ ...one, value: { event: one.value } }));
  return found(value, 'pieces.*', path).flatMap((piece) => {
    const number = textAt(piece.value, 'trackingNumber');
    const events = found(piece.value, 'events.*', piece.path);
    // What is no piece is handed on, to be set aside as no event.
    if (events.length === 0 && number === null) return [{ ...piece, value: { event: piece.value } }];
    return events.map((one) => ({ ...one, value: { event: one.value, piece: number } }));
  });
}

/** What MyDHL API answers; its errors are RFC 7807 problems. */
export const mydhlTracking = trackingDocument({
  name: 'MyDHL API, tracking',
  fits: (document) => holds(document, 'shipments', 'detail', 'message', 'title'),
  codes: CODES,
  errors: (document) =>
    holds(document, 'shipments')
      ? []
      : [
          {
            code: textAt(document, 'status'),
            message: textAt(document, 'detail', 'message', 'title'),
          },
        ],
  parcels: 'shipments.*',
  parcel(value) {
    const [origin, destination] = [addressOf(pick(value, 'shipperDetails')), addressOf(pick(value, 'receiverDetails'))];
    const status = textAt(value, 'status') ?? '';
    return {
      trackingNumber: textAt(value, 'shipmentTrackingNumber'),
      carrier: 'dhl-express',
      error: /\b(no|not) .*found|^failure|^error/i.test(status) ? status : null,
      orderNumber: orderOf(value),
      shipment: {
        serviceLevel: textAt(value, 'productCode'),
        origin,
        destination,
        shippedAt: eventTime({ text: textAt(value, 'shipmentTimestamp'), place: origin }).occurredAt,
        carrierEstimate: endOfPromise({
          text: textAt(value, 'estimatedTimeOfDelivery', 'estimatedDeliveryDate'),
          place: destination,
        }),
        declared: parcelFacts({
          weight: pick(value, 'totalWeight'),
          weightUnit: textAt(value, 'unitOfMeasurements') === 'imperial' ? 'lb' : 'kg',
        }),
      },
    };
  },
  events: eventsOf,
  event: (scan) => ({
    code: textAt(scan, 'event.typeCode'),
    text: textAt(scan, 'event.description'),
    time: {
      date: textAt(scan, 'event.date'),
      time: textAt(scan, 'event.time'),
      offset: textAt(scan, 'event.GMTOffset'),
    },
    place: areaOf(textAt(scan, 'event.serviceArea.0.code'), textAt(scan, 'event.serviceArea.0.description')),
    piece: textAt(scan, 'piece'),
  }),
});
