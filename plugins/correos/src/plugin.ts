import {
  definePlugin,
  documentReader,
  errorsAt,
  holds,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { publicSearch, tracing } from './public';

const Settings = z.object({});

const errorsOf = (document: JsonValue) =>
  errorsAt('error.*', { code: ['errorCode', 'code'], message: ['errorDes', 'message'] })(document);

/** The search for one shipment, with its events. Dates are day first, on the clock of Spain. */
const search = trackingDocument({
  name: 'search',
  fits: (document) => holds(document, 'events'),
  codes: CODES,
  errors: errorsOf,
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
    time: {
      date: textAt(scan, 'eventDate'),
      time: textAt(scan, 'eventHours'),
      format: 'dd/mm/yyyy',
      zone: 'Europe/Madrid',
    },
    place: {
      city: textAt(scan, 'location'),
      region: textAt(scan, 'province'),
      country: textAt(scan, 'country') ?? 'ES',
    },
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
  normalize: documentReader({ kinds: [search, expedition, publicSearch, tracing] }),
});
