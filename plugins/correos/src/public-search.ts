import { errorsAt, holds, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { clockOf } from './clock';
import { CODES } from './codes';

/** The search behind the tracking page: words for people, and the number of the phase, which is coarser. */
export const publicSearch = trackingDocument({
  name: 'search of the tracking page',
  fits: (document) => holds(document, 'shipment'),
  codes: CODES,
  errors: errorsAt('shipment.*.error', { code: 'errorCode', message: ['errorDesc', 'errorDes'], fine: ['0'] }),
  parcels: 'shipment.*',
  parcel: (value) => ({ trackingNumber: textAt(value, 'shipmentCode'), carrier: 'correos', shipment: {} }),
  events: 'events.*',
  event: (scan) => {
    const [phase, text] = [textAt(scan, 'phase'), textAt(scan, 'summaryText', 'desPhase')];
    return {
      code: phase === null ? null : `phase ${phase}`,
      text,
      lookUp: { code: null, text: [text, textAt(scan, 'extendedText')].filter(Boolean).join(' ') },
      time: clockOf(scan, 'eventDate', 'eventTime'),
      place: { facility: textAt(scan, 'unidad'), country: 'ES' },
    };
  },
});
