import {
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  errorOfCode,
  errorsAt,
  eventTime,
  found,
  foundAll,
  holds,
  line,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
  type ErrorMeanings,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { page } from './page';
import { destinationOf, siteOf, timeOfDay } from './places';
import { ZONES } from './places-table';

const Settings = z.object({
  /** User and password of the API key. */
  username: line(),
  password: secret(),
  baseUrl: z.url().default('https://soa-gw.canadapost.ca'),
});

/** REST answers as they come, or several of them in a wrapper; SOAP answers hold the same. */
const WITHIN = [
  '',
  'wrapper.',
  'Envelope.Body.get-tracking-detail-response.',
  'Envelope.Body.get-tracking-summary-response.',
];
const PARCELS = ['tracking-detail.*', 'tracking-summary.pin-summary.*'].flatMap((at) =>
  WITHIN.map((within) => `${within}${at}`),
);
const parcelsOf = (document: JsonValue): readonly Found[] => foundAll(document, PARCELS);
const MESSAGES = [...WITHIN.map((within) => `${within}messages.*.message.*`), 'Envelope.Body.Fault'];
const messagesOf = (document: JsonValue): readonly Found[] => foundAll(document, MESSAGES);

const tracking = trackingDocument({
  name: 'tracking detail and summary',
  fits: (document) => parcelsOf(document).length + messagesOf(document).length > 0,
  codes: CODES,
  errors: errorsAt(MESSAGES, { code: ['code', 'faultcode'], message: ['description', 'faultstring'] }),
  parcels: parcelsOf,
  parcel: (value) => {
    const destination = destinationOf(textAt(value, 'destination-postal-id'));
    return {
      trackingNumber: textAt(value, 'pin'),
      carrier: 'canada-post',
      orderNumber: textAt(value, 'customer-ref-1'),
      shipment: {
        serviceLevel: textAt(value, 'service-name'),
        destination,
        shippedAt: eventTime({ date: textAt(value, 'mailed-on-date'), assumedZone: 'America/Toronto' }).occurredAt,
        carrierEstimate: endOfPromise({
          date: textAt(value, 'changed-expected-date', 'expected-delivery-date'),
          place: destination,
          assumedZone: 'America/Toronto',
        }),
      },
    };
  },
  /** A summary has the newest event in its own fields. */
  events: (value, path) => {
    const listed = found(value, 'significant-events.occurrence.*', path);
    return listed.length === 0 && holds(value, 'event-description') ? [{ value, path }] : listed;
  },
  event: (scan) => {
    const code = textAt(scan, 'event-identifier', 'event-type');
    const zone = ZONES.get(textAt(scan, 'event-time-zone'));
    const [summary, text] = [textAt(scan, 'event-date-time'), textAt(scan, 'event-description')];
    return {
      code,
      text,
      // Identifiers come with and without a leading zero.
      lookUp: { code: code?.replace(/^0+(?=\d)/, '') ?? null },
      time:
        summary === null
          ? { date: textAt(scan, 'event-date'), time: timeOfDay(scan), zone }
          : { text: summary.replace(/:(?=\d{6}$)/, ' '), zone },
      place: { ...siteOf(scan), facility: textAt(scan, 'event-retail-name') },
    };
  },
});

/** Messages that are about who asks, or how often, and not about the number. */
const MEANINGS: ErrorMeanings = {
  unauthorized: /^(AA\d|E002\b)/,
  rateLimited: /SLM Monitor/i,
  notFoundYet: /^\d+(: |$)/,
};

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
      const [words] = messagesOf(value).map((one) =>
        [textAt(one.value, 'code', 'faultcode'), textAt(one.value, 'description', 'faultstring')]
          .filter(Boolean)
          .join(': '),
      );
      return words === undefined ? null : errorOfCode(words, words, MEANINGS);
    },
  }),
  normalize: documentReader({ formats: ['xml', 'json'], kinds: [tracking, page] }),
});
