import { asText, endOfPromise, found, pick, trackingDocument, type JsonValue } from '@whereabouts/plugin-sdk';
import { areaOf } from './area';
import { CODES } from './codes';

const ROOTS = ['TrackingResponse', 'ShipmentTrackingErrorResponse', 'ErrorResponse', 'KnownTrackingResponse'];
const conditions = (value: JsonValue, path: string, below: string) =>
  found(value, `${below}.Condition.*`, path).map((one) => ({
    path: one.path,
    code: asText(pick(one.value, 'ConditionCode')),
    message: asText(pick(one.value, 'ConditionData')),
  }));

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
      ({ value }) => asText(pick(value, 'AWBNumber')) !== null,
    ),
  parcel: (value) => {
    const [utc, local] = [
      asText(pick(value, 'ShipmentInfo.EstDlvyDateUTC')),
      asText(pick(value, 'ShipmentInfo.EstDlvyDate')),
    ];
    return {
      trackingNumber: asText(pick(value, 'AWBNumber')),
      carrier: 'dhl-express',
      orderNumber: asText(pick(value, 'ShipmentInfo.ShipperReference.ReferenceID')),
      shipment: {
        serviceLevel: asText(pick(value, 'ShipmentInfo.GlobalProductCode')),
        // With `GMT-05:00` behind the local time it is a moment; the UTC field says so only by its name.
        carrierEstimate:
          local === null
            ? endOfPromise({ text: utc, zone: 'UTC' })
            : endOfPromise({ text: local.replace(/ ?GMT(?=[+-])/, '') }),
      },
    };
  },
  events: (value, path) => {
    const own = found(value, 'ShipmentInfo.ShipmentEvent.*', path);
    return own.length > 0 ? own : found(value, 'Pieces.PieceInfo.*.PieceEvent.*', path);
  },
  event: (scan) => ({
    code: asText(pick(scan, 'ServiceEvent.EventCode')),
    text: asText(pick(scan, 'ServiceEvent.Description')),
    time: { date: asText(pick(scan, 'Date')), time: asText(pick(scan, 'Time')) },
    place: areaOf(asText(pick(scan, 'ServiceArea.ServiceAreaCode')), asText(pick(scan, 'ServiceArea.Description'))),
  }),
});
