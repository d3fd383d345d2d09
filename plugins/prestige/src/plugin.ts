import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  notFoundYet,
  pick,
  pullEach,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ baseUrl: z.url().default('https://www.prestigedelivery.com') });

const destinationOf = (event: JsonValue | undefined) => ({
  city: asText(pick(event, 'PDCity')) ?? '',
  region: asText(pick(event, 'PDState')) ?? '',
  country: asText(pick(event, 'CountryCode')) ?? '',
});

const tracking = trackingDocument({
  name: 'tracking history',
  fits: (document) => Array.isArray(document) || pick(document, 'TrackingEventHistory') !== undefined,
  codes: CODES,
  errors: (document) =>
    Array.isArray(document) && document.length === 0 ? [{ message: 'no parcel with this number' }] : [],
  parcels: '*',
  parcel: (value) => {
    const first = pick(value, 'TrackingEventHistory.0');
    return {
      trackingNumber: asText(pick(value, 'TrackingNumber')),
      carrier: 'prestige',
      error: asText(pick(value, 'ErrorMessage')),
      shipment: {
        carrierEstimate: endOfPromise({
          text: asText(pick(first, 'EstimatedDeliveryDate')),
          format: 'mm/dd/yyyy',
          place: destinationOf(first),
        }),
      },
    };
  },
  events: 'TrackingEventHistory.*',
  event: (scan) => ({
    code: asText(pick(scan, 'EventCode')),
    text: asText(pick(scan, 'EventCodeDesc')),
    time: { date: asText(pick(scan, 'serverDate')), time: asText(pick(scan, 'serverTime')), format: 'mm/dd/yyyy' },
    place: {
      city: asText(pick(scan, 'ELCity')),
      region: asText(pick(scan, 'ELState')),
      postalCode: asText(pick(scan, 'ELZip')),
      country: asText(pick(scan, 'CountryCode')),
    },
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
