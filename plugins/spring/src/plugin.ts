import {
  definePlugin,
  documentReader,
  errorsAt,
  holds,
  notFoundYet,
  placeAt,
  pullEach,
  secret,
  textAt,
  trackingDocument,
  unauthorized,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ apiKey: secret(), baseUrl: z.url().default('https://mtapi.net') });

/** `DateTime` is the clock of the place; `Timestamp` is the same reading taken for UTC, so it is no moment. */
const tracking = trackingDocument({
  name: 'TrackShipment',
  fits: (document) => holds(document, 'Shipment', 'ErrorLevel'),
  codes: CODES,
  errors: errorsAt('', { code: 'ErrorLevel', message: 'Error', fine: ['0'] }),
  parcels: 'Shipment',
  parcel: (value) => {
    const grams = Math.round(Number(textAt(value, 'Weight') ?? 0) * (textAt(value, 'WeightUnit') === 'kg' ? 1000 : 0));
    return {
      trackingNumber: textAt(value, 'TrackingNumber'),
      carrier: 'spring',
      error: holds(value, 'TrackingNumber') ? null : 'no shipment',
      orderNumber: textAt(value, 'ShipperReference'),
      shipment: {
        serviceLevel: textAt(value, 'Service'),
        externalId: textAt(value, 'CarrierTrackingNumber'),
        trackingUrl: textAt(value, 'CarrierTrackingUrl'),
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
    };
  },
  events: 'Events.*',
  event: (scan) => ({
    code: textAt(scan, 'Code'),
    text: textAt(scan, 'Description'),
    time: { text: textAt(scan, 'DateTime') },
    place: placeAt(scan, { city: 'City', region: 'State', postalCode: 'Zip', country: 'Country' }),
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
      const message = textAt(value, 'Error') ?? 'not known';
      if ((textAt(value, 'ErrorLevel') ?? '0') === '0') return null;
      return /api ?key|authenti/i.test(message) ? unauthorized(message) : notFoundYet(message);
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
