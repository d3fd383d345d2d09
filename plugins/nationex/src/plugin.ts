import {
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  holds,
  line,
  pick,
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
  /** With it the key is sent as its password, without it as a token. */
  customerId: line().optional(),
  baseUrl: z.url().default('https://api.nationex.com/api/v4'),
});

const placeOf = (address: JsonValue | undefined) => ({
  city: textAt(address, 'City') ?? '',
  region: textAt(address, 'ProvinceState') ?? '',
  postalCode: textAt(address, 'PostalCode') ?? '',
  country: 'CA',
});

const tracking = trackingDocument({
  name: 'shipment with its statuses',
  fits: (document) => holds(document, 'ShipmentId', 'Message', 'message'),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'ShipmentId'),
    carrier: 'nationex',
    error: textAt(value, 'Message', 'message'),
    orderNumber: textAt(value, 'ReferenceNumber'),
    direction: textAt(value, 'ShipmentType') === 'Return' ? 'RETURN' : undefined,
    shipment: {
      carrierEstimate: endOfPromise({
        date: textAt(value, 'Parcels.0.EstimatedDeliveryDate'),
        time: textAt(value, 'Parcels.0.EstimatedDeliveryTime'),
        place: placeOf(pick(value, 'Destination')),
      }),
      destination: placeOf(pick(value, 'Destination')),
      origin: placeOf(pick(value, 'Sender')),
    },
  }),
  events: (value, path) => found(value, 'StatusHistories.*', path),
  event: (status) => ({
    code: textAt(status, 'ShipmentStatus'),
    text: textAt(status, 'ShipmentStatusEn', 'ShipmentStatusFr'),
    time: { text: textAt(status, 'StatusDate'), assumedZone: 'America/Toronto' },
    place: { city: textAt(status, 'LastLocation'), country: 'CA' },
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
    authorize: settingsHeaders(({ apiKey, customerId }) => ({
      authorization: customerId === undefined ? `Bearer ${apiKey}` : basicAuth(customerId, apiKey),
    })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/Shipments/${encodeURIComponent(number)}/tracking` }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
