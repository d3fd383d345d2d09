import {
  asText,
  definePlugin,
  documentReader,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  token: secret(),
  callerId: z.string().trim().min(1),
  baseUrl: z.url().default('https://tracking.groupemorneau.com/api'),
});

const tracking = trackingDocument({
  name: 'OrderTracking',
  fits: (document) => pick(document, 'OrderTracking') !== undefined || pick(document, 'Message') !== undefined,
  codes: CODES,
  errors: (document) => {
    const said = pick(document, 'Message');
    const code = asText(pick(said, 'HttpStatusCode'));
    const message =
      asText(pick(said, 'ErrorMessage')) ??
      (pick(document, 'OrderTracking') === undefined ? (asText(pick(said, 'Message')) ?? asText(said)) : null);
    return message === null ? [] : [{ code, message }];
  },
  parcels: 'OrderTracking',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'BillId')),
    carrier: 'morneau',
    shipment: {
      destination: addressOf(pick(value, 'Receiver')),
      origin: addressOf(pick(value, 'Shipper')),
    },
  }),
  events: 'History.*',
  event: (status) => ({
    code: asText(pick(status, 'StatusCode')),
    subCode: asText(pick(status, 'StatusReasonCode')),
    text: asText(pick(status, 'Status')),
    time: { text: asText(pick(status, 'DateTime')), assumedZone: 'America/Toronto' },
    place: zoneOf(asText(pick(status, 'Zone'))),
  }),
});

function addressOf(address: Parameters<typeof pick>[0]) {
  const [city, region, postalCode] = [
    asText(pick(address, 'City')),
    asText(pick(address, 'Province')),
    asText(pick(address, 'PostalCode')),
  ];
  return city === null
    ? null
    : { city, ...(region === null ? {} : { region }), ...(postalCode === null ? {} : { postalCode }), country: 'CA' };
}

/** `SEPT ILES, QC` is a place, `TERMINAL MONTREAL` a terminal. */
function zoneOf(zone: string | null) {
  const [, city, region] = /^(.*), ([A-Z]{2})$/.exec(zone ?? '') ?? [];
  return city === undefined ? { facility: zone, country: 'CA' } : { city, region, country: 'CA' };
}

/** Groupe Morneau as a source: less-than-truckload freight. */
export const plugin = definePlugin({
  id: 'morneau',
  name: 'Groupe Morneau',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ token }) => ({ authorization: `Bearer ${token}` })),
    request: (number, { baseUrl, callerId }) => ({
      url: `${baseUrl}/Tracking/en/${encodeURIComponent(callerId)}/${encodeURIComponent(number)}`,
    }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
