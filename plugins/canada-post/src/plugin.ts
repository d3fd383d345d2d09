import {
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  eventTime,
  found,
  notFoundYet,
  pick,
  pullEach,
  rateLimited,
  secret,
  settingsHeaders,
  trackingDocument,
  unauthorized,
  upstream,
  type Found,
  type JsonValue,
  type PullError,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { destinationOf, siteOf, timeOfDay, ZONES } from './places';

const Settings = z.object({
  /** User and password of the API key. */
  username: z.string().trim().min(1),
  password: secret(),
  baseUrl: z.url().default('https://soa-gw.canadapost.ca'),
});

const ROOTS = [
  'tracking-detail',
  'tracking-summary.pin-summary',
  'wrapper.tracking-detail',
  'wrapper.tracking-summary.pin-summary',
];
const parcelsOf = (document: JsonValue): readonly Found[] => ROOTS.flatMap((root) => found(document, `${root}.*`));
const messagesOf = (document: JsonValue): readonly Found[] =>
  ['messages.message.*', 'wrapper.messages.*.message.*'].flatMap((path) => found(document, path));

const tracking = trackingDocument({
  name: 'tracking detail and summary',
  fits: (document) => parcelsOf(document).length + messagesOf(document).length > 0,
  codes: CODES,
  errors: (document) =>
    messagesOf(document).map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'description')),
    })),
  parcels: parcelsOf,
  parcel: (value) => {
    const destination = destinationOf(asText(pick(value, 'destination-postal-id')));
    return {
      trackingNumber: asText(pick(value, 'pin')),
      carrier: 'canada-post',
      orderNumber: asText(pick(value, 'customer-ref-1')),
      shipment: {
        serviceLevel: asText(pick(value, 'service-name')),
        destination,
        shippedAt: eventTime({ date: asText(pick(value, 'mailed-on-date')), assumedZone: 'America/Toronto' })
          .occurredAt,
        carrierEstimate: endOfPromise({
          date: asText(pick(value, 'changed-expected-date')) ?? asText(pick(value, 'expected-delivery-date')),
          place: destination,
          assumedZone: 'America/Toronto',
        }),
      },
    };
  },
  /** A summary has the newest event in its own fields. */
  events: (value, path) => {
    const listed = found(value, 'significant-events.occurrence.*', path);
    return listed.length === 0 && pick(value, 'event-description') !== undefined ? [{ value, path }] : listed;
  },
  event: (scan) => {
    const code = asText(pick(scan, 'event-identifier')) ?? asText(pick(scan, 'event-type'));
    const zone = ZONES.get(asText(pick(scan, 'event-time-zone')));
    const [summary, text] = [asText(pick(scan, 'event-date-time')), asText(pick(scan, 'event-description'))];
    return {
      code,
      text,
      // Identifiers come with and without a leading zero.
      lookUp: { code: code?.replace(/^0+(?=\d)/, '') ?? null },
      time:
        summary === null
          ? { date: asText(pick(scan, 'event-date')), time: timeOfDay(scan), zone }
          : { text: summary.replace(/:(?=\d{6}$)/, ' '), zone },
      place: { ...siteOf(scan), facility: asText(pick(scan, 'event-retail-name')) },
    };
  },
});

/** Messages that are about who asks, or how often, and not about the number. */
function errorOf(message: JsonValue): PullError {
  const code = asText(pick(message, 'code')) ?? '';
  const description = asText(pick(message, 'description')) ?? '';
  const words = [code, description].filter(Boolean).join(': ');
  if (/SLM Monitor/i.test(description)) return rateLimited(words, 60_000);
  if (/^(AA\d|E002$)/.test(code)) return unauthorized(words);
  return /^\d+$/.test(code) ? notFoundYet(words) : upstream(words);
}

/** Canada Post as a source: its tracking service. */
export const plugin = definePlugin({
  id: 'canada-post',
  name: 'Canada Post',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    format: 'xml',
    authorize: settingsHeaders(({ username, password }) => ({ authorization: basicAuth(username, password) })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/vis/track/pin/${encodeURIComponent(number)}/detail`,
      headers: { accept: 'application/vnd.cpc.track-v2+xml', 'accept-language': 'en-CA' },
      alsoRead: [404],
    }),
    judge: ({ value }) => {
      const [message] = messagesOf(value);
      return message === undefined ? null : errorOf(message.value);
    },
  }),
  normalize: documentReader({ formats: ['xml'], kinds: [tracking] }),
});
