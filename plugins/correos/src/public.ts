import {
  errorsAt,
  found,
  foundAll,
  holds,
  parcelFacts,
  textAt,
  trackingDocument,
  type EventTimeInput,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const onClockOf = (date: string | null, time: string | null): EventTimeInput => ({
  date,
  time,
  format: 'dd/mm/yyyy',
  zone: 'Europe/Madrid',
});

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
      time: onClockOf(textAt(scan, 'eventDate'), textAt(scan, 'eventTime')),
      place: { facility: textAt(scan, 'unidad'), country: 'ES' },
    };
  },
});

const tracedOf = (document: JsonValue): readonly Found[] =>
  found(document, '*').filter(({ value }) => holds(value, 'codEnvio', 'eventos'));

/** The tracing service, which answers 200 also where it knows nothing. */
export const tracing = trackingDocument({
  name: 'tracing service (localizador)',
  fits: (document) => tracedOf(document).length > 0,
  codes: CODES,
  errors: errorsAt('*.error', { code: 'codError', message: 'desError', fine: ['0'] }),
  parcels: tracedOf,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'codEnvio'),
    carrier: 'correos',
    orderNumber: textAt(value, 'refCliente'),
    shipment: {
      serviceLevel: textAt(value, 'codProducto'),
      declared: parcelFacts({ weight: textAt(value, 'peso'), weightUnit: 'g' }),
    },
  }),
  events: (value, path) => foundAll(value, ['eventos.*'], path),
  event: (scan) => ({
    code: textAt(scan, 'codEvento'),
    text: textAt(scan, 'desTextoResumen', 'desTextoAmpliado'),
    lookUp: {
      text: [textAt(scan, 'desTextoResumen'), textAt(scan, 'desTextoAmpliado')].filter(Boolean).join(' '),
    },
    time: onClockOf(textAt(scan, 'fecEvento'), textAt(scan, 'horEvento')),
    place: { facility: textAt(scan, 'unidad', 'nom_codired'), country: 'ES' },
  }),
});
