import {
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  notFoundYet,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  stated,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  /** User and password of the API key. */
  username: z.string().trim().min(1),
  password: secret(),
  baseUrl: z.url().default('https://soa-gw.canadapost.ca'),
});

/** Abbreviations that Canada Post writes beside local times, in winter and in summer. */
const ZONES: Readonly<Record<string, string>> = {
  NST: 'America/St_Johns',
  NDT: 'America/St_Johns',
  AST: 'America/Halifax',
  ADT: 'America/Halifax',
  EST: 'America/Toronto',
  EDT: 'America/Toronto',
  CST: 'America/Winnipeg',
  CDT: 'America/Winnipeg',
  MST: 'America/Edmonton',
  MDT: 'America/Edmonton',
  PST: 'America/Vancouver',
  PDT: 'America/Vancouver',
};

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
    const destination = stated({ postalCode: asText(pick(value, 'destination-postal-id')), country: 'CA' });
    return {
      trackingNumber: asText(pick(value, 'pin')),
      carrier: 'canada-post',
      orderNumber: asText(pick(value, 'customer-ref-1')),
      shipment: {
        serviceLevel: asText(pick(value, 'service-name')),
        destination,
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
    const zone = ZONES[asText(pick(scan, 'event-time-zone')) ?? ''];
    const [summary, text] = [asText(pick(scan, 'event-date-time')), asText(pick(scan, 'event-description'))];
    return {
      code: asText(pick(scan, 'event-identifier')) ?? asText(pick(scan, 'event-type')),
      text,
      // Identifiers come with and without a leading zero.
      lookUp: {
        code:
          (asText(pick(scan, 'event-identifier')) ?? asText(pick(scan, 'event-type')))?.replace(/^0+(?=\d)/, '') ??
          null,
      },
      time:
        summary === null
          ? { date: asText(pick(scan, 'event-date')), time: asText(pick(scan, 'event-time')), zone }
          : { text: summary.replace(/:(?=\d{6}$)/, ' '), zone },
      place: {
        city: asText(pick(scan, 'event-site')) ?? asText(pick(scan, 'event-location')),
        region: asText(pick(scan, 'event-province')),
        facility: asText(pick(scan, 'event-retail-name')),
        country: 'CA',
      },
    };
  },
});

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
      return message === undefined
        ? null
        : notFoundYet(
            [asText(pick(message.value, 'code')), asText(pick(message.value, 'description'))]
              .filter(Boolean)
              .join(': '),
          );
    },
  }),
  normalize: documentReader({ formats: ['xml'], kinds: [tracking] }),
});
