import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ apiKey: secret(), baseUrl: z.url().default('https://api.nationex.com/api/v4') });

const placeOf = (address: JsonValue | undefined) => ({
  city: asText(pick(address, 'City')) ?? '',
  region: asText(pick(address, 'ProvinceState')) ?? '',
  postalCode: asText(pick(address, 'PostalCode')) ?? '',
  country: 'CA',
});

const tracking = trackingDocument({
  name: 'shipment with its statuses',
  fits: (document) =>
    pick(document, 'ShipmentId') !== undefined ||
    pick(document, 'Message') !== undefined ||
    pick(document, 'message') !== undefined,
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'ShipmentId')),
    carrier: 'nationex',
    error: asText(pick(value, 'Message')) ?? asText(pick(value, 'message')),
    orderNumber: asText(pick(value, 'ReferenceNumber')),
    direction: asText(pick(value, 'ShipmentType')) === 'Return' ? 'RETURN' : undefined,
    shipment: {
      carrierEstimate: endOfPromise({
        date: asText(pick(value, 'Parcels.0.EstimatedDeliveryDate')),
        time: asText(pick(value, 'Parcels.0.EstimatedDeliveryTime')),
        place: placeOf(pick(value, 'Destination')),
      }),
      destination: placeOf(pick(value, 'Destination')),
      origin: placeOf(pick(value, 'Sender')),
    },
  }),
  events: (value, path) => found(value, 'StatusHistories.*', path),
  event: (status) => ({
    code: asText(pick(status, 'ShipmentStatus')),
    text: asText(pick(status, 'ShipmentStatusEn')) ?? asText(pick(status, 'ShipmentStatusFr')),
    time: { text: asText(pick(status, 'StatusDate')), assumedZone: 'America/Toronto' },
    place: { city: asText(pick(status, 'LastLocation')), country: 'CA' },
  }),
});

/** Nationex of Québec as a source. */
export const plugin = definePlugin({
  id: 'nationex',
  name: 'Nationex',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ apiKey }) => ({ authorization: `Bearer ${apiKey}` })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/Shipments/${encodeURIComponent(number)}/tracking` }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
