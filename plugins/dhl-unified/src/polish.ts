import { asText, found, pick, trackingDocument } from '@whereabouts/plugin-sdk';
import { POLISH_CODES } from './codes';

const ROOTS = ['getTrackAndTraceInfoResponse', 'Envelope.Body.getTrackAndTraceInfoResponse'];

/** DHL24 in Poland: `getTrackAndTraceInfo`. */
export const polish = trackingDocument({
  name: 'DHL24 getTrackAndTraceInfo',
  fits: (document) =>
    ROOTS.some((root) => pick(document, root) !== undefined) || pick(document, 'Envelope.Body.Fault') !== undefined,
  codes: POLISH_CODES,
  errors: (document) =>
    found(document, 'Envelope.Body.Fault').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'faultcode')),
      message: asText(pick(value, 'faultstring')),
    })),
  parcels: (document) => ROOTS.flatMap((root) => found(document, `${root}.getTrackAndTraceInfoResult`)),
  parcel: (value) => ({ trackingNumber: asText(pick(value, 'shipmentId')), carrier: 'dhl-parcel-pl', shipment: {} }),
  events: 'events.item.*',
  event: (scan) => ({
    code: asText(pick(scan, 'status')),
    text: asText(pick(scan, 'description')),
    time: { text: asText(pick(scan, 'timestamp')), assumedZone: 'Europe/Warsaw' },
    place: { facility: asText(pick(scan, 'terminal')), country: 'PL' },
  }),
});
