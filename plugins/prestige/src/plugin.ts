import {
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  holds,
  notFoundYet,
  pick,
  placeAt,
  pullEach,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ baseUrl: z.url().default('https://www.prestigedelivery.com') });

const destinationOf = (event: JsonValue | undefined) => ({
  city: textAt(event, 'PDCity') ?? '',
  region: textAt(event, 'PDState') ?? '',
  country: textAt(event, 'CountryCode') ?? '',
});

const tracking = trackingDocument({
  name: 'tracking history',
  fits: (document) => Array.isArray(document) || holds(document, 'TrackingEventHistory'),
  codes: CODES,
  errors: (document) =>
    Array.isArray(document) && document.length === 0 ? [{ message: 'no parcel with this number' }] : [],
  parcels: '*',
  parcel: (value) => {
    const first = pick(value, 'TrackingEventHistory.0');
    return {
      trackingNumber: textAt(value, 'TrackingNumber'),
      carrier: 'prestige',
      error: textAt(value, 'ErrorMessage'),
      shipment: {
        carrierEstimate: endOfPromise({
          text: textAt(first, 'EstimatedDeliveryDate'),
          format: 'mm/dd/yyyy',
          place: destinationOf(first),
        }),
      },
    };
  },
  events: 'TrackingEventHistory.*',
  event: (scan) => ({
    code: textAt(scan, 'EventCode'),
    text: textAt(scan, 'EventCodeDesc'),
    time: { date: textAt(scan, 'serverDate'), time: textAt(scan, 'serverTime'), format: 'mm/dd/yyyy' },
    place: placeAt(scan, { city: 'ELCity', region: 'ELState', postalCode: 'ELZip', country: 'CountryCode' }),
  }),
});

/** Prestige Delivery as a source: the tracking call of its web site. */
export const plugin = definePlugin({
  id: 'prestige',
  name: 'Prestige Delivery',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/TrackingHandler.ashx?trackingNumbers=${encodeURIComponent(number)}`,
    }),
    judge: ({ value }) =>
      found(value, '*.TrackingEventHistory.*').length === 0 ? notFoundYet('no events for this number') : null,
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
