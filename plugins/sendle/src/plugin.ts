import {
  asObject,
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  errorDocument,
  errorOfCode,
  holds,
  itself,
  line,
  optionalWebhookSecrets,
  pick,
  place,
  placeAt,
  placeOfText,
  pullBatch,
  secret,
  settingsHeaders,
  sharedSecretPush,
  textAt,
  trackingDocument,
  type JsonValue,
  type ParcelSaid,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  ...optionalWebhookSecrets,
  sendleId: line().optional(),
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.sendle.com'),
});
type Settings = z.output<typeof Settings>;

const STATES_OF_AUSTRALIA = /^(NSW|VIC|QLD|SA|WA|TAS|NT|ACT)$/;

function placeOf(scan: JsonValue, country: string | null) {
  const data = pick(scan, 'location_data');
  if (asObject(data) !== null)
    return {
      ...placeAt(data, { city: 'suburb', region: 'state', postalCode: 'postcode' }),
      country: textAt(data, 'country') ?? country,
    };
  const written = textAt(scan, 'location', 'origin_location');
  if (written !== null && STATES_OF_AUSTRALIA.test(written)) return { region: written, country: 'AU' };
  const said = placeOfText(written, 'states');
  return said === null ? null : { country, ...said };
}

const eventOf = (scan: JsonValue, country: string | null) => {
  const reason = textAt(scan, 'reason');
  const description = textAt(scan, 'description');
  return {
    code: textAt(scan, 'event_type'),
    subCode: reason,
    text: description,
    lookUp: { subCode: null, text: [description, reason].filter(Boolean).join(' | ') },
    time: { text: textAt(scan, 'scan_time', 'local_scan_time') },
    place: placeOf(scan, country),
  };
};

/** Domestic parcels stay in one country, which their scans leave out. */
const countryOf = (value: JsonValue): string | null => {
  const [from, to] = [textAt(value, 'origin.country'), textAt(value, 'destination.country')];
  return from === to ? from : null;
};

const isTracking = (document: JsonValue): boolean => holds(document, 'tracking_events', 'scheduling');
const referenceOf = (value: JsonValue): string | null => textAt(value, 'sendle_reference', 'ref');

/** An answer names no parcel: the pull adds the reference that it asked for. */
const tracking = trackingDocument({
  name: 'Sendle API, tracking of one parcel',
  fits: isTracking,
  codes: CODES,
  errors: (document) => (referenceOf(document) === null ? [{ message: 'tracking that names no parcel' }] : []),
  parcels: (document) => (referenceOf(document) === null ? [] : itself(document)),
  parcel: (value): ParcelSaid => {
    const destination = place({ country: textAt(value, 'destination.country') });
    return {
      trackingNumber: referenceOf(value),
      carrier: 'sendle',
      orderNumber: textAt(value, 'customer_reference'),
      shipment: {
        origin: place({ country: textAt(value, 'origin.country') }),
        destination,
        carrierEstimate: endOfPromise({
          text: textAt(
            value,
            'scheduling.estimated_delivery_date_maximum',
            'scheduling.estimated_delivery_date_minimum',
          ),
          place: destination,
        }),
      },
      standing: {
        code: textAt(value, 'state'),
        text: textAt(value, 'status.description'),
        lookUp: { text: null },
        time: { text: textAt(value, 'status.last_changed_at') },
      },
    };
  },
  events: 'tracking_events.*',
  event: (scan, _parcel, value) => eventOf(scan, countryOf(value)),
});

const webhook = trackingDocument({
  name: 'Sendle webhooks, one event',
  fits: (document) => holds(document, 'event_type'),
  codes: CODES,
  parcel: (value) => ({ trackingNumber: referenceOf(value), carrier: 'sendle' }),
  events: itself,
  event: (scan) => eventOf(scan, null),
});

const errors = errorDocument({
  name: 'Sendle API, errors',
  fits: (document) => holds(document, 'error', 'messages'),
  whole: ['error', 'error_description'],
  fields: 'messages',
});

/** Sendle as a source: events by webhook, parcels by reference. */
export const plugin = definePlugin({
  id: 'sendle',
  name: 'Sendle',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullBatch<Settings>({
    batchSize: 1,
    budget: { requests: 60, perSeconds: 60 },
    authorize: settingsHeaders(({ sendleId, apiKey }) =>
      sendleId === undefined || apiKey === undefined ? null : { authorization: basicAuth(sendleId, apiKey) },
    ),
    request: ([reference = ''], { baseUrl }) => ({
      url: `${baseUrl}/api/tracking/${encodeURIComponent(reference)}`,
    }),
    judge: ({ value }) => {
      const error = textAt(value, 'error');
      return error === null ? null : errorOfCode(error, error, { unauthorized: /^unauthorized$/ });
    },
    part: ({ value }, reference) => (isTracking(value) ? { ...asObject(value), sendle_reference: reference } : null),
  }),
  normalize: documentReader({ kinds: [tracking, webhook, errors] }),
});
