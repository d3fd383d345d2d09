import {
  asText,
  definePlugin,
  documentReader,
  found,
  pick,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({});

const errorsOf = (document: JsonValue) =>
  found(document, 'error.*').map(({ value, path }) => ({
    path,
    code: asText(pick(value, 'errorCode')) ?? asText(pick(value, 'code')),
    message: asText(pick(value, 'errorDes')) ?? asText(pick(value, 'message')),
  }));

/** The search for one shipment, with its events. Dates are day first, on the clock of Spain. */
const search = trackingDocument({
  name: 'search',
  fits: (document) => pick(document, 'events') !== undefined,
  codes: CODES,
  errors: errorsOf,
  parcel: (value) => {
    const grams = Number(asText(pick(value, 'weight')) ?? 0);
    return {
      trackingNumber: asText(pick(value, 'code')),
      carrier: 'correos',
      orderNumber: asText(pick(value, 'refClient')) ?? asText(pick(value, 'reference1')),
      shipment: {
        serviceLevel: asText(pick(value, 'codProduct')),
        destination: {
          city: asText(pick(value, 'destiNameLocation')) ?? undefined,
          postalCode: asText(pick(value, 'destiPostalCode')) ?? undefined,
          country: 'ES',
        },
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
    };
  },
  events: 'events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'eventCode')),
    text: asText(pick(scan, 'summaryText')) ?? asText(pick(scan, 'eventDes')),
    time: {
      date: asText(pick(scan, 'eventDate')),
      time: asText(pick(scan, 'eventHours')),
      format: 'dd/mm/yyyy',
      zone: 'Europe/Madrid',
    },
    place: {
      city: asText(pick(scan, 'location')),
      region: asText(pick(scan, 'province')),
      country: asText(pick(scan, 'country')) ?? 'ES',
    },
  }),
});

/** An expedition: which parcels belong together. It tells no events. */
const expedition = trackingDocument({
  name: 'expedition',
  fits: (document) => pick(document, 'packages') !== undefined,
  codes: CODES,
  errors: errorsOf,
  parcels: 'packages.*',
  parcel: (value, document) => ({
    trackingNumber: asText(pick(value, 'shippingCode')),
    carrier: 'correos',
    piece: asText(pick(value, 'number')),
    orderNumber: asText(pick(document, 'numReferencia')),
    shipment: {
      externalId: asText(pick(document, 'refExpedition')),
      serviceLevel: asText(pick(document, 'serviceDescription')),
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
  normalize: documentReader({ kinds: [search, expedition] }),
});
