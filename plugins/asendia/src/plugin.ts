import {
  basicAuth,
  definePlugin,
  documentReader,
  found,
  holds,
  itself,
  line,
  notFoundYet,
  pick,
  placeAt,
  pullBatch,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  unauthorized,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES, US_CODES } from './codes';

const Settings = z.object({
  /** Bearer token of the Asendia Sync API. */
  token: secret().optional(),
  customerId: line().optional(),
  baseUrl: z.url().default('https://www.asendia-sync.com'),
  /** Of Asendia USA, which has an interface of its own. */
  usUsername: line().optional(),
  usPassword: secret().optional(),
  usApiKey: secret().optional(),
});
type Settings = z.output<typeof Settings>;

/** Asendia Sync: one parcel with its events. A bare list of events names no parcel. */
const sync = trackingDocument({
  name: 'Sync API, tracking',
  fits: (document) => holds(document, 'trackingEvents', 'trackingNumber', '0.carrierEventDescription'),
  codes: CODES,
  errors: (document) => (Array.isArray(document) ? [{ message: 'a list of events that names no parcel' }] : []),
  parcels: (document) => (Array.isArray(document) ? [] : itself(document)),
  parcel: (value) => ({ trackingNumber: textAt(value, 'trackingNumber'), carrier: 'asendia', shipment: {} }),
  events: 'trackingEvents.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'carrierEventDescription', 'asendiaEventDescription'),
    time: { text: textAt(scan, 'time') },
    place: placeAt(scan, { city: 'locationName', country: 'locationCountry' }),
  }),
});

function errorsOfUsa(document: JsonValue) {
  const said = pick(document, 'responseStatus') ?? document;
  const code = textAt(said, 'responseStatusCode');
  return code === null || code === '200' ? [] : [{ code, message: textAt(said, 'responseStatusMessage') }];
}

/** Asendia USA: parcels by the number of the last mile, with Asendia's own number beside it. */
const usa = trackingDocument({
  name: 'Asendia USA, tracking milestones',
  fits: (document) => holds(document, 'data', 'responseStatusCode', 'responseStatus'),
  codes: US_CODES,
  errors: errorsOfUsa,
  parcels: 'data.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingNumberVendor'),
    carrier: 'asendia',
    shipment: {},
  }),
  events: 'trackingMilestoneEvents.*',
  event: (scan) => ({
    code: textAt(scan, 'eventCode'),
    text: textAt(scan, 'eventDescription'),
    time: { text: textAt(scan, 'eventOn') },
    place: { facility: textAt(scan, 'eventLocation') },
  }),
});

/** Partners' codes collide with Asendia's own: beside a source that is none of Asendia's, the wording counts alone. */
const isOwn = (source: string | null): boolean => source === null || /^(A1 .*data|FullTrack API)$/i.test(source);

/** What the tracking page of Asendia USA asks for. */
const usaPage = trackingDocument({
  name: 'Asendia USA, tracking page',
  fits: (document) => holds(document, 'trackingBrandedDetail', 'trackingBrandedSummary'),
  codes: US_CODES,
  errors: errorsOfUsa,
  parcels: (document) => (errorsOfUsa(document).length > 0 ? [] : itself(document)),
  parcel: (value) => ({
    trackingNumber: textAt(
      value,
      'trackingBrandedSummary.trackingNumberVendor',
      'trackingBrandedSummary.trackingNumberCustomerCarrierOriginal',
    ),
    carrier: 'asendia',
    shipment: {},
  }),
  events: 'trackingBrandedDetail.*',
  event: (scan) => ({
    code: textAt(scan, 'eventCode'),
    text: textAt(scan, 'eventDescription'),
    lookUp: isOwn(textAt(scan, 'eventSource')) ? {} : { code: null },
    time: { text: textAt(scan, 'eventOn') },
    place: placeAt(pick(scan, 'eventLocationDetails') ?? null, {
      city: 'city',
      region: 'province',
      postalCode: 'postalCode',
      country: 'countryIso2',
    }),
  }),
});

/** Asendia as a source: its Sync API, and the interface of Asendia USA. */
export const plugin = definePlugin({
  id: 'asendia',
  name: 'Asendia',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  variants: [{ id: 'asendia-us', name: 'Asendia USA' }],
  config: Settings,
  codes: CODES,
  pull: pullBatch<Settings>({
    batchSize: 1,
    authorize: settingsHeaders(({ token, usUsername, usPassword, usApiKey }): Record<string, string> | null => {
      if (token !== undefined) return { authorization: `Bearer ${token}` };
      if (usUsername === undefined || usPassword === undefined) return null;
      return {
        authorization: basicAuth(usUsername, usPassword),
        ...(usApiKey === undefined ? {} : { 'x-asendia-one-api-key': usApiKey }),
      };
    }),
    request: ([number = ''], { token, customerId, baseUrl }) => ({
      url:
        token === undefined
          ? `${baseUrl}/api/A1/v1.0/Tracking/Milestone?trackingNumberVendor=${encodeURIComponent(number)}`
          : `${baseUrl}/api/customers/${encodeURIComponent(customerId ?? '')}/tracking/${encodeURIComponent(number)}`,
    }),
    judge({ value }) {
      const code = textAt(value, 'responseStatusCode');
      if (code === '401') return unauthorized(textAt(value, 'responseStatusMessage') ?? 'refused');
      const events = ['trackingEvents.*', 'data.*', '*.code'].flatMap((path) => found(value, path));
      return events.length === 0 ? notFoundYet('no events yet') : null;
    },
    // The Sync API answers with a list of events that names no parcel: it is the one that was asked for.
    part: ({ value }, trackingNumber) => (Array.isArray(value) ? { trackingNumber, trackingEvents: value } : value),
  }),
  normalize: documentReader({ kinds: [usaPage, usa, sync] }),
});
