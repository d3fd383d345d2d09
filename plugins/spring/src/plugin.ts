import {
  asText,
  definePlugin,
  documentReader,
  notFoundYet,
  pick,
  pullEach,
  secret,
  trackingDocument,
  unauthorized,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ apiKey: secret(), baseUrl: z.url().default('https://mtapi.net') });

/** `DateTime` is the clock of the place; `Timestamp` is the same reading taken for UTC, so it is no moment. */
const tracking = trackingDocument({
  name: 'TrackShipment',
  fits: (document) => pick(document, 'Shipment') !== undefined || pick(document, 'ErrorLevel') !== undefined,
  codes: CODES,
  errors: (document) =>
    (asText(pick(document, 'ErrorLevel')) ?? '0') === '0'
      ? []
      : [{ code: asText(pick(document, 'ErrorLevel')), message: asText(pick(document, 'Error')) }],
  parcels: 'Shipment',
  parcel: (value) => {
    const grams = Math.round(
      Number(asText(pick(value, 'Weight')) ?? 0) * (asText(pick(value, 'WeightUnit')) === 'kg' ? 1000 : 0),
    );
    return {
      trackingNumber: asText(pick(value, 'TrackingNumber')),
      carrier: 'spring',
      error: pick(value, 'TrackingNumber') === undefined ? 'no shipment' : null,
      orderNumber: asText(pick(value, 'ShipperReference')),
      shipment: {
        serviceLevel: asText(pick(value, 'Service')),
        externalId: asText(pick(value, 'CarrierTrackingNumber')),
        trackingUrl: asText(pick(value, 'CarrierTrackingUrl')),
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
    };
  },
  events: 'Events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'Code')),
    text: asText(pick(scan, 'Description')),
    time: { text: asText(pick(scan, 'DateTime')) },
    place: {
      city: asText(pick(scan, 'City')),
      region: asText(pick(scan, 'State')),
      postalCode: asText(pick(scan, 'Zip')),
      country: asText(pick(scan, 'Country')),
    },
  }),
});

/** Spring GDS as a source. */
export const plugin = definePlugin({
  id: 'spring',
  name: 'Spring GDS',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    request: (number, { baseUrl, apiKey }) => ({
      url: baseUrl,
      method: 'POST',
      headers: { 'content-type': 'text/json' },
      body: JSON.stringify({ Apikey: apiKey, Command: 'TrackShipment', Shipment: { TrackingNumber: number } }),
    }),
    judge: ({ value }) => {
      const message = asText(pick(value, 'Error')) ?? 'not known';
      if ((asText(pick(value, 'ErrorLevel')) ?? '0') === '0') return null;
      return /api ?key|authenti/i.test(message) ? unauthorized(message) : notFoundYet(message);
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
