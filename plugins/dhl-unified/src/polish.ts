import { found, holds, soapFaults, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { POLISH_CODES } from './codes';

const ROOTS = ['getTrackAndTraceInfoResponse', 'Envelope.Body.getTrackAndTraceInfoResponse'];

/** DHL24 in Poland: `getTrackAndTraceInfo`. */
export const polish = trackingDocument({
  name: 'DHL24 getTrackAndTraceInfo',
  fits: (document) => holds(document, ...ROOTS, 'Envelope.Body.Fault'),
  codes: POLISH_CODES,
  errors: soapFaults,
  parcels: (document) => ROOTS.flatMap((root) => found(document, `${root}.getTrackAndTraceInfoResult`)),
  parcel: (value) => ({ trackingNumber: textAt(value, 'shipmentId'), carrier: 'dhl-parcel-pl', shipment: {} }),
  events: 'events.item.*',
  event: (scan) => ({
    code: textAt(scan, 'status'),
    text: textAt(scan, 'description'),
    time: { text: textAt(scan, 'timestamp'), assumedZone: 'Europe/Warsaw' },
    place: { facility: textAt(scan, 'terminal'), country: 'PL' },
  }),
});
