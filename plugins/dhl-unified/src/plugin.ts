import {
  definePlugin,
  documentReader,
  endOfPromise,
  flagAt,
  found,
  foundAll,
  holds,
  momentAt,
  notFoundYet,
  optionalWebhookSecrets,
  pick,
  pullEach,
  rateLimited,
  secret,
  settingsHeaders,
  sharedSecretPush,
  stated,
  textAt,
  trackingDocument,
  type DocumentKind,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES, isEventCode } from './codes';
import { parcelNl } from './parcel-nl';
import { polish } from './polish';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Of the app in the developer portal. */
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api-eu.dhl.com'),
});

/** Divisions of DHL are carriers of their own, with numbers of their own. */
const CARRIERS: Readonly<Record<string, string>> = {
  express: 'dhl-express',
  'parcel-de': 'dhl-parcel-de',
  'parcel-nl': 'dhl-parcel',
  'parcel-pl': 'dhl-parcel-pl',
  'parcel-uk': 'dhl-parcel-uk',
  ecommerce: 'dhl-ecommerce',
  'ecommerce-europe': 'dhl-ecommerce',
  'ecommerce-iberia': 'dhl-ecommerce',
  'ecommerce-apac': 'dhl-ecommerce-asia',
  'ecommerce-ppl': 'ppl',
  dgf: 'dhl-global-forwarding',
  freight: 'dhl-freight',
  dsc: 'dhl-supply-chain',
  svb: 'deutsche-post',
  'post-de': 'deutsche-post',
  'post-international': 'deutsche-post',
  sameday: 'dhl-sameday',
};
/** Where times without a zone are written. */
const ZONES: Readonly<Record<string, string>> = {
  'parcel-de': 'Europe/Berlin',
  svb: 'Europe/Berlin',
  'post-de': 'Europe/Berlin',
  'parcel-nl': 'Europe/Amsterdam',
  'parcel-pl': 'Europe/Warsaw',
  'ecommerce-ppl': 'Europe/Prague',
  'parcel-uk': 'Europe/London',
};

function placeOf(place: JsonValue | undefined) {
  const address = pick(place, 'address');
  const locality = textAt(address, 'addressLocality');
  // `Wilmette, IL, US` and the name of a whole country both stand for the town.
  const [city, region] = (locality ?? '').split(',').map((part) => part.trim());
  return stated({
    city,
    region: region !== undefined && /^[A-Z]{2}$/.test(region) ? region : null,
    postalCode: textAt(address, 'postalCode'),
    country: textAt(address, 'countryCode') ?? (locality === 'Germany' ? 'DE' : null),
  });
}
const known = (place: ReturnType<typeof placeOf>) => (Object.keys(place).length === 0 ? null : place);

/** An answer has `shipments`; a push may hold one, and may have it deeper. */
const PARCELS = ['shipments.*', 'shipment', 'trackingResponse.shipments.*', 'message.shipments.*'];
const PLACES = PARCELS.map((path) => path.replace(/\.\*$/, ''));

/** What the push says of itself: that it was set up, is about to run out, or failed. */
const subscription: DocumentKind = {
  name: 'Shipment Tracking - Unified - Push, message about the subscription',
  fits: (document) => (textAt(document, 'scope') ?? '').startsWith('subscription'),
  read(document, reading) {
    const failure = textAt(document, 'failure.detail', 'failure.title');
    if (failure !== null) reading.sourceError('/failure', failure);
    else reading.note('/scope', `DHL says of the push: ${textAt(document, 'note', 'scope') ?? ''}`);
  },
};

const tracking = trackingDocument({
  name: 'Shipment Tracking - Unified, and its push',
  fits: (document) => holds(document, 'shipments', 'shipment', 'trackingResponse', 'message', 'title', 'detail'),
  codes: CODES,
  errors: (document) =>
    !holds(document, ...PLACES)
      ? [
          {
            code: textAt(document, 'status'),
            message: textAt(document, 'detail', 'title'),
          },
        ]
      : [],
  parcels: (document) => foundAll(document, PARCELS),
  parcel: (value) => {
    const service = textAt(value, 'service') ?? '';
    const destination = known(placeOf(pick(value, 'destination')));
    return {
      trackingNumber: textAt(value, 'id'),
      carrier: CARRIERS[service] ?? (service === '' ? 'dhl' : `dhl-${service}`),
      service,
      orderNumber: referenceOf(value, 'customer-order-number') ?? referenceOf(value, 'customer-reference'),
      shipment: {
        serviceLevel: textAt(value, 'details.product.productName'),
        destination,
        origin: known(placeOf(pick(value, 'origin'))),
        carrierEstimate: endOfPromise({
          text: textAt(value, 'estimatedDeliveryTimeFrame.estimatedThrough', 'estimatedTimeOfDelivery'),
          place: destination,
          assumedZone: ZONES[service],
        }),
        billed: weightOf(pick(value, 'details.weight')),
      },
      standing: event(pick(value, 'status') ?? null, service, isBack(value)),
    };
  },
  events: eventsOf,
  event: (scan, { service }) => event(pick(scan, 'event') ?? null, service ?? '', pick(scan, 'goesBack') === true),
});

/**
 * The flag says that a parcel goes back to who sent it, not that it was sent as a return. It tells what holds now: of the
 * events those of the newest moment, while those of the way there stand as they were.
 */
const isBack = (value: JsonValue): boolean => flagAt(value, 'returnFlag') === true;

function eventsOf(value: JsonValue, path: string): readonly Found[] {
  const listed = found(value, 'events.*', path);
  const moments = listed.map((one) => momentAt(one.value, 'timestamp') ?? '');
  const newest = isBack(value) ? moments.reduce((a, b) => (b > a ? b : a), '') : null;
  return listed.map((one, index) => ({
    ...one,
    value: { event: one.value, goesBack: newest !== null && moments[index] === newest },
  }));
}

const referenceOf = (value: JsonValue, type: string): string | null =>
  foundAll(value, ['details.references.*'])
    .filter((one) => textAt(one.value, 'type') === type)
    .map((one) => textAt(one.value, 'number'))[0] ?? null;

function event(scan: JsonValue, service: string, goesBack: boolean) {
  const [status, description, remark] = [textAt(scan, 'status'), textAt(scan, 'description'), textAt(scan, 'remark')];
  const code = [status, textAt(scan, 'statusDetailed')].find((one) => isEventCode(one, service));
  return {
    code: textAt(scan, 'statusCode'),
    subCode: status,
    text: description ?? status,
    lookUp: {
      ...(code === undefined ? {} : { code }),
      text: [status, description, remark].filter(Boolean).join(' | ').replace(/_/g, ' '),
    },
    time: { text: textAt(scan, 'timestamp'), assumedZone: ZONES[service] },
    place: placeOf(pick(scan, 'location')),
    piece: textAt(scan, 'pieceIds.0'),
    direction: goesBack ? ('RETURN' as const) : undefined,
  };
}

const GRAMS: Readonly<Record<string, number>> = {
  kg: 1000,
  kgm: 1000,
  lbs: 453.59237,
  lb: 453.59237,
  g: 1,
  oz: 28.349523125,
};
function weightOf(weight: JsonValue | undefined) {
  const grams = Math.round(
    Number(textAt(weight, 'value') ?? 0) * (GRAMS[(textAt(weight, 'unitText') ?? '').toLowerCase()] ?? 0),
  );
  return grams > 0 ? { weightGrams: grams } : null;
}

/** DHL as a source: the tracking that answers for all its divisions. */
export const plugin = definePlugin({
  id: 'dhl-unified',
  name: 'DHL (unified tracking)',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  variants: [
    { id: 'dhl-freight', name: 'DHL Freight' },
    { id: 'dhl-parcel-pl', name: 'DHL Parcel Poland' },
  ],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<z.output<typeof Settings>>({
    budget: { requests: 250, perSeconds: 86_400 },
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { 'dhl-api-key': apiKey })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/track/shipments?trackingNumber=${encodeURIComponent(number)}&language=en`,
      alsoRead: [404],
    }),
    judge: ({ value, status }) => {
      if (textAt(value, 'status') === '429') return rateLimited('DHL asks to wait', 60_000);
      return status === 404 || found(value, 'shipments.*').length === 0
        ? notFoundYet(textAt(value, 'detail') ?? 'not known')
        : null;
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [subscription, tracking, parcelNl, polish] }),
});
