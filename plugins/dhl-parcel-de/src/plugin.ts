import {
  basicAuth,
  definePlugin,
  documentReader,
  errorOfCode,
  found,
  holds,
  line,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type DocumentKind,
  type JsonValue,
  type ErrorMeanings,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { page } from './page';
import { webTracking } from './web';

const Settings = z.object({
  /** API key of the app in the developer portal, sent as `dhl-api-key`. */
  apiKey: secret(),
  apiSecret: secret(),
  /** User and password of the business customer portal for tracking. */
  username: line(),
  password: secret(),
  baseUrl: z.url().default('https://api-eu.dhl.com/parcel/de/tracking/v0'),
});

const ZONE = 'Europe/Berlin';
const attribute = (value: JsonValue | undefined, name: string): string | null => textAt(value, `@${name}`);
/** Lists nest: a list of shipments, each with a list of its events, all of them elements called `data`. */
const named = (value: JsonValue, path: string, name: string) =>
  found(value, 'data.*', path).filter((one) => attribute(one.value, 'name') === name);
const ERRORS: Readonly<Record<string, string>> = {
  '5': 'login failed',
  '6': 'too many invalid logins',
  '100': 'no data found',
  '101': 'no data found',
  '200': 'no electronic data',
};

const MEANINGS: ErrorMeanings = { unauthorized: /^5$/, rateLimited: /^6$/, waitMs: 3_600_000, notFoundYet: /^/ };

const pieces = trackingDocument({
  name: 'piece-shipment-list',
  fits: (document) =>
    attribute(pick(document, 'data'), 'name') === 'piece-shipment-list' ||
    attribute(pick(document, 'data'), 'name') === 'piece-shipment',
  codes: CODES,
  errors: (document) => {
    const [code, message] = [attribute(pick(document, 'data'), 'code'), attribute(pick(document, 'data'), 'error')];
    return code === null || code === '0' ? [] : [{ path: '/data', code, message: message ?? ERRORS[code] ?? null }];
  },
  /** Where the whole request failed, each number repeats it. */
  parcels: (document) =>
    isFault(attribute(pick(document, 'data'), 'code'))
      ? []
      : found(document, 'data').flatMap(({ value, path }) => named(value, path, 'piece-shipment')),
  parcel: (value) => {
    // Of several numbers each has its own status, called by either name.
    const status = [attribute(value, 'error-status'), attribute(value, 'piece-status')].find(isFault) ?? '0';
    return {
      trackingNumber: attribute(value, 'piece-code') ?? attribute(value, 'searched-piece-code'),
      carrier: 'dhl-parcel-de',
      error:
        status === '0'
          ? null
          : [status, ERRORS[status] ?? attribute(value, 'piece-status-desc')].filter(Boolean).join(': '),
      // The product for returns; `ruecksendung` is what goes back to who sent it.
      direction: /\bretoure/i.test(attribute(value, 'product-name') ?? '') ? 'RETURN' : undefined,
      orderNumber:
        attribute(value, 'piece-customer-reference') || attribute(value, 'shipment-customer-reference') || null,
      shipment:
        status === '0'
          ? {
              serviceLevel: attribute(value, 'product-name'),
              billed: weightOf(Number(attribute(value, 'shipment-weight'))),
            }
          : null,
      standing: status === '0' ? event(value, 'status-timestamp', 'status') : null,
    };
  },
  events: (value, path) =>
    named(value, path, 'piece-event-list').flatMap((list) => named(list.value, list.path, 'piece-event')),
  event: (scan) => event(scan, 'event-timestamp', 'event-status'),
});

const isFault = (status: string | null): status is string => status !== null && status !== '' && status !== '0';
const weightOf = (kilos: number) => (kilos > 0 ? { weightGrams: Math.round(kilos * 1000) } : null);

/** `ruecksendung` says of each scan whether it is one of the way back. A parcel that goes back was no return when sent. */
function event(scan: JsonValue, time: string, text: string) {
  const [code, service] = [attribute(scan, 'ice'), attribute(scan, 'standard-event-code')];
  const said = {
    code: code ?? service,
    subCode: attribute(scan, 'ric'),
    text: attribute(scan, text) ?? attribute(scan, 'event-text'),
  };
  return {
    ...said,
    lookUp: { service, ...(CODES.find({ ...said, service }) === null ? { code: service, subCode: null } : {}) },
    time: { text: attribute(scan, time), format: 'dd/mm/yyyy' as const, assumedZone: ZONE },
    place: { city: attribute(scan, 'event-location'), country: attribute(scan, 'event-country') },
    direction: attribute(scan, 'ruecksendung') === 'true' ? ('RETURN' as const) : undefined,
  };
}

/** Signatures, and the errors that the gateway answers in JSON: understood, and no news. */
const others: DocumentKind = {
  name: 'signature list, gateway error',
  fits: (document) => holds(document, 'data', 'title', 'detail'),
  read(document, reading) {
    if (holds(document, 'data'))
      reading.note('/data', `${attribute(pick(document, 'data'), 'name') ?? 'data'}: no tracking news`);
    else
      reading.sourceError(
        '',
        [textAt(document, 'status'), textAt(document, 'detail', 'title')].filter(Boolean).join(': '),
      );
  },
};

/** DHL Paket in Germany as a source: the business customers' tracking. */
export const plugin = definePlugin({
  id: 'dhl-parcel-de',
  name: 'DHL Parcel DE',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    format: 'xml',
    budget: { requests: 60, perSeconds: 60 },
    authorize: settingsHeaders(({ apiKey, apiSecret }) => ({
      'dhl-api-key': apiKey,
      authorization: basicAuth(apiKey, apiSecret),
    })),
    request: (number, { baseUrl, username, password }) => {
      const query = `<?xml version="1.0" encoding="UTF-8" standalone="no"?><data appname="${escaped(username)}" language-code="en" password="${escaped(password)}" piece-code="${escaped(number)}" request="d-get-piece-detail"/>`;
      return { url: `${baseUrl}/shipments?xml=${encodeURIComponent(query)}` };
    },
    judge: ({ value }) => {
      const code = attribute(pick(value, 'data'), 'code') ?? '0';
      return code === '0' ? null : errorOfCode(code, ERRORS[code] ?? `DHL answered ${code}`, MEANINGS);
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml', 'html'], kinds: [page, webTracking, pieces, others] }),
});

const escaped = (text: string): string => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
