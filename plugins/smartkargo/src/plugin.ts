import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  notFoundYet,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  apiKey: secret(),
  siteId: z.string().trim().min(1),
  baseUrl: z.url().default('https://api.smartkargo.com'),
});

/** Shippers follow a parcel by their package reference; airlines by the number of its air waybill. */
const waybillOf = (event: JsonValue | undefined): string | null =>
  [asText(pick(event, 'prefix')), asText(pick(event, 'airWaybill'))].filter(Boolean).join('') || null;

/** A list of events of any number of waybills: each names its own. */
const tracking = trackingDocument({
  name: 'tracking events',
  fits: (document) =>
    Array.isArray(document) ||
    ['eventType', 'message', 'error', 'errors'].some((key) => pick(document, key) !== undefined),
  codes: CODES,
  errors: (document) => {
    const message =
      asText(pick(document, 'message')) ??
      asText(pick(document, 'error')) ??
      asText(pick(document, 'errors.0.message'));
    return message === null ? [] : [{ message }];
  },
  parcels: (document) => found(document, '*').filter(({ value }) => pick(value, 'eventType') !== undefined),
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'packageReference')) ?? waybillOf(value),
    carrier: 'smartkargo',
    piece: asText(pick(value, 'pieceReference')),
    shipment: {
      externalId: waybillOf(value),
      carrierEstimate: endOfPromise({
        text: asText(pick(value, 'estimatedDeliveryDate')),
        zone: asText(pick(value, 'location.timezone')),
      }),
    },
  }),
  events: (event, path) => [{ value: event, path }],
  event: (event) => ({
    code: asText(pick(event, 'eventType')),
    subCode: asText(pick(event, 'subEventType')),
    text: asText(pick(event, 'description')),
    time: { text: asText(pick(event, 'eventDate')), zone: asText(pick(event, 'location.timezone')) },
    place: {
      facility: asText(pick(event, 'eventLocation')),
      city: asText(pick(event, 'location.city')),
      region: asText(pick(event, 'location.state')),
      postalCode: asText(pick(event, 'location.zip')),
      country: asText(pick(event, 'location.countryId')),
    },
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
