import {
  asText,
  definePlugin,
  documentReader,
  holds,
  line,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  token: secret(),
  callerId: line(),
  baseUrl: z.url().default('https://tracking.groupemorneau.com/api'),
});

const tracking = trackingDocument({
  name: 'OrderTracking',
  fits: (document) => holds(document, 'OrderTracking', 'Message'),
  codes: CODES,
  errors: (document) => {
    const said = pick(document, 'Message');
    const code = textAt(said, 'HttpStatusCode');
    const message =
      textAt(said, 'ErrorMessage') ??
      (holds(document, 'OrderTracking') ? null : (textAt(said, 'Message') ?? asText(said)));
    return message === null ? [] : [{ code, message }];
  },
  parcels: 'OrderTracking',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'BillId'),
    carrier: 'morneau',
    shipment: {
      destination: addressOf(pick(value, 'Receiver')),
      origin: addressOf(pick(value, 'Shipper')),
    },
  }),
  events: 'History.*',
  event: (status) => ({
    code: textAt(status, 'StatusCode'),
    subCode: textAt(status, 'StatusReasonCode'),
    text: textAt(status, 'Status'),
    time: { text: textAt(status, 'DateTime'), assumedZone: 'America/Toronto' },
    place: zoneOf(textAt(status, 'Zone')),
  }),
});

function addressOf(address: Parameters<typeof pick>[0]) {
  const [city, region, postalCode] = [
    textAt(address, 'City'),
    textAt(address, 'Province'),
    textAt(address, 'PostalCode'),
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
