import {
  asObject,
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  pick,
  place,
  placeOfText,
  pullBatch,
  secret,
  settingsHeaders,
  sharedSecretPush,
  textAt,
  trackingDocument,
  unauthorized,
  upstream,
  webhookSecrets,
  type DocumentKind,
  type JsonValue,
  type ParcelSaid,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  sendleId: z.string().trim().min(1).optional(),
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.sendle.com'),
});
type Settings = z.output<typeof Settings>;

const STATES_OF_AUSTRALIA = /^(NSW|VIC|QLD|SA|WA|TAS|NT|ACT)$/;

function placeOf(scan: JsonValue, country: string | null) {
  const data = pick(scan, 'location_data');
  if (asObject(data) !== null)
    return place({
      city: textAt(data, 'suburb'),
      region: textAt(data, 'state'),
      postalCode: textAt(data, 'postcode'),
      country: textAt(data, 'country') ?? country,
    });
  const written = textAt(scan, 'location', 'origin_location');
  if (written !== null && STATES_OF_AUSTRALIA.test(written)) return place({ region: written, country: 'AU' });
  const said = placeOfText(written, 'states');
  return said === null ? null : place({ country, ...said });
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

const isTracking = (document: JsonValue): boolean =>
  pick(document, 'tracking_events') !== undefined || pick(document, 'scheduling') !== undefined;
const referenceOf = (value: JsonValue): string | null => textAt(value, 'sendle_reference', 'ref');

/** An answer names no parcel: the pull adds the reference that it asked for. */
const tracking = trackingDocument({
  name: 'Sendle API, tracking of one parcel',
  fits: isTracking,
  codes: CODES,
  errors: (document) => (referenceOf(document) === null ? [{ message: 'tracking that names no parcel' }] : []),
  parcels: (document) => (referenceOf(document) === null ? [] : [{ value: document, path: '' }]),
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
  fits: (document) => pick(document, 'event_type') !== undefined,
  codes: CODES,
  parcel: (value) => ({ trackingNumber: referenceOf(value), carrier: 'sendle' }),
  events: (value, path) => [{ value, path }],
  event: (scan) => eventOf(scan, null),
});

const errors: DocumentKind = {
  name: 'Sendle API, errors',
  fits: (document) => pick(document, 'error') !== undefined || pick(document, 'messages') !== undefined,
  read(document, reading) {
    const words = [textAt(document, 'error'), textAt(document, 'error_description')].filter(Boolean).join(': ');
    const fields = Object.entries(asObject(pick(document, 'messages')) ?? {});
    if (words !== '' || fields.length === 0) reading.sourceError('', words);
    for (const [name] of fields)
      for (const { value, path } of found(pick(document, 'messages'), `${name}.*`, '/messages'))
        reading.sourceError(path, `${name} ${asText(value) ?? ''}`);
  },
};

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
      if (error === null) return null;
      return error === 'unauthorized' ? unauthorized(error) : upstream(error);
    },
    part: ({ value }, reference) => (isTracking(value) ? { ...asObject(value), sendle_reference: reference } : null),
  }),
  normalize: documentReader({ kinds: [tracking, webhook, errors] }),
});
