import {
  endOfPromise,
  eventTime,
  found,
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

const ROOTS = ['TrackingResponse', 'ShipmentTrackingErrorResponse', 'ErrorResponse', 'KnownTrackingResponse'];

const conditions = (value: JsonValue, path: string, below: string) =>
  found(value, `${below}.Condition.*`, path).map((one) => ({
    path: one.path,
    code: textAt(one.value, 'ConditionCode'),
    message: textAt(one.value, 'ConditionData'),
  }));

/** An estimate with `GMT-05:00` behind it is a moment; the UTC field says so only by its name. */
function estimateOf(value: JsonValue) {
  const local = textAt(value, 'ShipmentInfo.EstDlvyDate');
  if (local !== null) return endOfPromise({ text: local.replace(/ ?GMT(?=[+-])/, '') });
  return endOfPromise({ text: textAt(value, 'ShipmentInfo.EstDlvyDateUTC'), zone: 'UTC' });
}

const areaAt = (value: JsonValue, path: string) =>
  areaOf(textAt(value, `${path}.ServiceAreaCode`), textAt(value, `${path}.Description`));

/** Events of pieces, each with the piece's licence plate. */
const ofPieces = (value: JsonValue, path: string): readonly Found[] =>
  found(value, 'Pieces.PieceInfo.*', path).flatMap((piece) => {
    const plate = textAt(piece.value, 'PieceDetails.LicensePlate');
    const events = found(piece.value, 'PieceEvent.*', piece.path);
    // What is no piece is handed on, to be set aside as no event.
    if (events.length === 0 && plate === null) return [{ ...piece, value: { Event: piece.value } }];
    return events.map((one) => ({ ...one, value: { Event: one.value, Piece: plate } }));
  });

/** XML Services: a waybill each, with its own status; not found is a status inside a good reply. */
export const xmlTracking = trackingDocument({
  name: 'XML Services, tracking',
  fits: (document) => ROOTS.some((root) => pick(document, root) !== undefined),
  codes: CODES,
  errors: (document) =>
    ROOTS.flatMap((root) => [
      ...found(document, root).flatMap(({ value, path }) => conditions(value, path, 'Response.Status')),
      ...found(document, `${root}.AWBInfo.*`).flatMap(({ value, path }) => conditions(value, path, 'Status')),
    ]),
  parcels: (document) =>
    ROOTS.flatMap((root) => found(document, `${root}.AWBInfo.*`)).filter(
      ({ value }) => textAt(value, 'AWBNumber') !== null,
    ),
  parcel(value) {
    const info = pick(value, 'ShipmentInfo');
    const origin = place({ ...areaAt(value, 'ShipmentInfo.OriginServiceArea'), facility: null });
    return {
      trackingNumber: textAt(value, 'AWBNumber'),
      carrier: 'dhl-express',
      orderNumber: textAt(info, 'ShipperReference.0.ReferenceID'),
      shipment:
        info === undefined
          ? null
          : {
              serviceLevel: textAt(info, 'GlobalProductCode'),
              origin,
              destination:
                place(
                  placeAt(info, {
                    city: 'Consignee.City',
                    region: 'Consignee.DivisionCode',
                    postalCode: 'Consignee.PostalCode',
                    country: 'Consignee.CountryCode',
                  }),
                ) ?? place({ ...areaAt(value, 'ShipmentInfo.DestinationServiceArea'), facility: null }),
              shippedAt: eventTime({ text: textAt(info, 'ShipmentDate'), place: origin }).occurredAt,
              carrierEstimate: estimateOf(value),
              declared: parcelFacts({
                weight: pick(info, 'Weight'),
                weightUnit: textAt(info, 'WeightUnit') === 'L' ? 'lb' : 'kg',
              }),
            },
    };
  },
  events(value, path) {
    const own = found(value, 'ShipmentInfo.ShipmentEvent.*', path);
    return own.length > 0 ? own.map((one) => ({ ...one, value: { Event: one.value } })) : ofPieces(value, path);
  },
  event: (scan) => ({
    code: textAt(scan, 'Event.ServiceEvent.EventCode'),
    text: textAt(scan, 'Event.ServiceEvent.Description'),
    time: { date: textAt(scan, 'Event.Date'), time: textAt(scan, 'Event.Time') },
    place: areaAt(scan, 'Event.ServiceArea'),
    piece: textAt(scan, 'Piece'),
  }),
});
