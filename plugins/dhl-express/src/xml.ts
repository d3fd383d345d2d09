import {
  endOfPromise,
  eventTime,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  placeAt,
  soapFaults,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { areaOf } from './area';
import { CODES } from './codes';

/** MyDHL API of the generation before REST: SOAP, or the same as JSON. */
const WRAPPED = 'trackShipmentRequestResponse.trackingResponse.TrackingResponse';
const ROOTS = [
  'TrackingResponse',
  'ShipmentTrackingErrorResponse',
  'ErrorResponse',
  'KnownTrackingResponse',
  WRAPPED,
  `Envelope.Body.${WRAPPED}`,
];

/** Lists stand as they are, or inside an element named after what they list: `AWBInfo`, `AWBInfo.ArrayOfAWBInfoItem`. */
function listed(value: JsonValue, where: string, path = ''): readonly Found[] {
  const inside = found(value, `${where}.ArrayOf${where.split('.').at(-1)}Item.*`, path);
  return inside.length > 0 ? inside : found(value, `${where}.*`, path);
}

const conditions = (value: JsonValue, path: string, below: string) =>
  listed(value, `${below}.Condition`, path).map((one) => ({
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
  listed(value, 'Pieces.PieceInfo', path).flatMap((piece) => {
    const plate = textAt(piece.value, 'PieceDetails.LicensePlate');
    const events = listed(piece.value, 'PieceEvent', piece.path);
    // What is no piece is handed on, to be set aside as no event.
    if (events.length === 0 && plate === null) return [{ ...piece, value: { Event: piece.value } }];
    return events.map((one) => ({ ...one, value: { Event: one.value, Piece: plate } }));
  });

/** XML Services: a waybill each, with its own status; not found is a status inside a good reply. */
export const xmlTracking = trackingDocument({
  name: 'XML Services, and MyDHL API in SOAP, tracking',
  fits: (document) => holds(document, ...ROOTS, 'Envelope.Body.Fault'),
  codes: CODES,
  errors: (document) => [
    ...soapFaults(document),
    ...ROOTS.flatMap((root) => [
      ...found(document, root).flatMap(({ value, path }) => conditions(value, path, 'Response.Status')),
      ...listed(document, `${root}.AWBInfo`).flatMap(({ value, path }) => conditions(value, path, 'Status')),
    ]),
  ],
  parcels: (document) =>
    ROOTS.flatMap((root) => listed(document, `${root}.AWBInfo`)).filter(
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
    const own = listed(value, 'ShipmentInfo.ShipmentEvent', path);
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
