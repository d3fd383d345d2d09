import {
  definePlugin,
  documentReader,
  errorsAt,
  found,
  holds,
  itself,
  parcelFacts,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { clockOf } from './clock';
import { CODES } from './codes';
import { publicSearch } from './public-search';

const Settings = z.object({});

const WORDS = { code: ['errorCode', 'code'], message: ['errorDes', 'description', 'message'] };
const errorsOf = errorsAt('error.*', WORDS);

/** One parcel, or a list of them. */
const parcelsOf = (document: JsonValue) => (Array.isArray(document) ? found(document, '*') : itself(document));
const anyHolds = (field: string) => (document: JsonValue) =>
  parcelsOf(document).some(({ value }) => holds(value, field));

/** The search for a shipment, with its events. Dates are day first, on the clock of Spain. */
const search = trackingDocument({
  name: 'search',
  fits: anyHolds('events'),
  codes: CODES,
  errors: (document) => [...errorsOf(document), ...errorsAt('*.error.*', WORDS)(document)],
  // `search-continuous-trace` answers a list.
  parcels: parcelsOf,
  parcel: (value) => {
    const grams = Number(textAt(value, 'weight') ?? 0);
    return {
      trackingNumber: textAt(value, 'code'),
      carrier: 'correos',
      orderNumber: textAt(value, 'refClient', 'reference1'),
      shipment: {
        serviceLevel: textAt(value, 'codProduct'),
        destination: {
          city: textAt(value, 'destiNameLocation') ?? undefined,
          postalCode: textAt(value, 'destiPostalCode') ?? undefined,
          country: 'ES',
        },
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
    };
  },
  events: 'events.*',
  event: (scan) => ({
    code: textAt(scan, 'eventCode'),
    text: textAt(scan, 'summaryText', 'eventDes'),
    time: clockOf(scan, 'eventDate', 'eventHours'),
    place: {
      city: textAt(scan, 'location'),
      region: textAt(scan, 'province'),
      country: textAt(scan, 'country') ?? 'ES',
    },
  }),
});

const officeOf = (scan: JsonValue) => {
  const office = textAt(scan, 'unidad');
  return office === 'NO_OFI' ? null : office;
};

/** The page that looks parcels up, with field names of its own. A parcel that it does not know says so in its `error`. */
const lookUp = trackingDocument({
  name: 'localizador',
  fits: anyHolds('codEnvio'),
  codes: CODES,
  errors: errorsAt(['error', '*.error'], { code: 'codError', message: 'desError', fine: ['0'] }),
  parcels: (document) => parcelsOf(document).filter(({ value }) => (textAt(value, 'error.codError') ?? '0') === '0'),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'codEnvio'),
    carrier: 'correos',
    orderNumber: textAt(value, 'refCliente'),
    shipment: {
      serviceLevel: textAt(value, 'codProducto'),
      declared: parcelFacts({ weight: textAt(value, 'peso'), weightUnit: 'g' }),
    },
  }),
  events: 'eventos.*',
  event: (scan) => ({
    code: textAt(scan, 'codEvento'),
    text: textAt(scan, 'desTextoResumen', 'desTextoAmpliado'),
    time: clockOf(scan, 'fecEvento', 'horEvento'),
    place: { facility: officeOf(scan) },
  }),
});

/** An expedition: which parcels belong together. It tells no events. */
const expedition = trackingDocument({
  name: 'expedition',
  fits: (document) => holds(document, 'packages'),
  codes: CODES,
  errors: errorsOf,
  parcels: 'packages.*',
  parcel: (value, document) => ({
    trackingNumber: textAt(value, 'shippingCode'),
    carrier: 'correos',
    piece: textAt(value, 'number'),
    orderNumber: textAt(document, 'numReferencia'),
    shipment: {
      externalId: textAt(document, 'refExpedition'),
      serviceLevel: textAt(document, 'serviceDescription'),
    },
  }),
  events: 'none',
  event: () => null,
});

/** Correos as a source. */
export const plugin = definePlugin({
  id: 'correos',
  name: 'Correos',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: [],
  config: Settings,
  codes: CODES,
  normalize: documentReader({ kinds: [lookUp, search, expedition, publicSearch] }),
});
