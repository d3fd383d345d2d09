import {
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  holds,
  line,
  notFoundYet,
  placeAt,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  apiKey: secret(),
  siteId: line(),
  baseUrl: z.url().default('https://api.smartkargo.com'),
});

/** Shippers follow a parcel by their package reference; airlines by the number of its air waybill. */
const waybillOf = (event: JsonValue | undefined): string | null =>
  [textAt(event, 'prefix'), textAt(event, 'airWaybill')].filter(Boolean).join('') || null;

/** A list of events of any number of waybills: each names its own. */
const tracking = trackingDocument({
  name: 'tracking events',
  fits: (document) => Array.isArray(document) || holds(document, 'eventType', 'message', 'error', 'errors'),
  codes: CODES,
  errors: (document) => {
    const message = textAt(document, 'message', 'error', 'errors.0.message');
    return message === null ? [] : [{ message }];
  },
  parcels: (document) => found(document, '*').filter(({ value }) => holds(value, 'eventType')),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'packageReference') ?? waybillOf(value),
    carrier: 'smartkargo',
    piece: textAt(value, 'pieceReference'),
    shipment: {
      externalId: waybillOf(value),
      carrierEstimate: endOfPromise({
        text: textAt(value, 'estimatedDeliveryDate'),
        zone: textAt(value, 'location.timezone'),
      }),
    },
  }),
  events: (event, path) => [{ value: event, path }],
  event: (event) => ({
    code: textAt(event, 'eventType'),
    subCode: textAt(event, 'subEventType'),
    text: textAt(event, 'description'),
    time: { text: textAt(event, 'eventDate'), zone: textAt(event, 'location.timezone') },
    place: placeAt(event, {
      facility: 'eventLocation',
      city: 'location.city',
      region: 'location.state',
      postalCode: 'location.zip',
      country: 'location.countryId',
    }),
  }),
});

/** SmartKargo as a source. */
export const plugin = definePlugin({
  id: 'smartkargo',
  name: 'SmartKargo',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ apiKey }) => ({ code: apiKey })),
    request: (number, { baseUrl, siteId }) => ({
      url: `${baseUrl}/tracking?siteId=${encodeURIComponent(siteId)}&packageReference=${encodeURIComponent(number)}`,
    }),
    judge: ({ value }) => (found(value, '*.eventType').length === 0 ? notFoundYet('no events yet') : null),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
