import {
  asObject,
  clientCredentials,
  definePlugin,
  documentReader,
  endOfPromise,
  errorOfCode,
  errorsAt,
  found,
  holds,
  line,
  momentAt,
  notFoundYet,
  optionalWebhookSecrets,
  pick,
  placeAt,
  pullEach,
  secret,
  sharedSecretPush,
  stated,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { xmlTracking } from './xml';

const Settings = z.object({
  ...optionalWebhookSecrets,
  clientId: line().optional(),
  clientSecret: secret().optional(),
  refreshToken: secret().optional(),
  /** As Amazon calls its carriers: `AMZN_US`, `AMZN_UK`. */
  carrierId: z.string().default('AMZN_US'),
  authUrl: z.url().default('https://api.amazon.com'),
  baseUrl: z.url().default('https://sellingpartnerapi-na.amazon.com'),
});
type Settings = z.output<typeof Settings>;

const placeOf = (location: JsonValue | undefined) =>
  stated(
    placeAt(location, { city: 'city', region: 'stateOrRegion', postalCode: 'postalCode', country: 'countryCode' }),
  );

/** v1 wraps its answer in `payload`, v2 mostly not; a notification has it deeper. */
const parcelsOf = (document: JsonValue): readonly Found[] =>
  ['', 'payload', 'Payload.ShipmentTracking', 'payload.trackingMilestone', 'detail.payload', 'detail', 'Payload']
    .flatMap((path) => found(document, path))
    .filter(({ value }) => holds(value, 'trackingId'));

const isBack = (scan: JsonValue): boolean => textAt(scan, 'shipmentType') === 'RETURNS';
const timeOf = (scan: JsonValue): string => textAt(scan, 'eventTime') ?? '';

/** The summary says once a leg how it was delivered, or why not: that is about the leg's newest event. */
function eventsOf(value: JsonValue, path: string): readonly Found[] {
  const events = ['eventHistory.*', 'trackingEvents.*'].flatMap((list) => found(value, list, path));
  const newest = [false, true].map((back) =>
    events
      .filter((one) => isBack(one.value) === back)
      .reduce<Found | null>(
        (best, one) => (best === null || timeOf(one.value) > timeOf(best.value) ? one : best),
        null,
      ),
  );
  return events.map((one) => {
    if (!newest.includes(one)) return one;
    const detail = textAt(value, `summary.trackingDetailCodes.${isBack(one.value) ? 'returns' : 'forward'}.0`);
    return { ...one, value: { ...asObject(one.value), detail } };
  });
}

const tracking = trackingDocument({
  name: 'Shipping API v1 and v2, tracking; milestone notification',
  fits: (document) => parcelsOf(document).length > 0 || holds(document, 'errors'),
  codes: CODES,
  errors: errorsAt('errors.*', { code: 'code', message: 'message' }),
  parcels: parcelsOf,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingId'),
    carrier: 'amazon-shipping',
    shipment: {
      carrierEstimate: endOfPromise({ text: textAt(value, 'promisedDeliveryDate') }),
      shippedAt: momentAt(value, 'shipDate'),
    },
    standing: {
      code: textAt(value, 'summary.status', 'eventCode'),
      time: { text: textAt(value, 'eventTime') },
    },
  }),
  events: eventsOf,
  event: (scan, _parcel, value) => ({
    code: textAt(scan, 'eventCode'),
    subCode: textAt(scan, 'detail'),
    time: { text: textAt(scan, 'eventTime') },
    place: placeOf(pick(scan, 'location')),
    direction: isBack(scan) ? 'RETURN' : undefined,
    leg: isBack(scan) ? textAt(value, 'alternateLegTrackingId') : null,
  }),
});

/** Amazon Shipping as a source: the tracking calls of the Selling Partner API, and the XML that its carriers write. */
export const plugin = definePlugin({
  id: 'amazon-shipping',
  name: 'Amazon Shipping',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  variants: [{ id: 'a1-international', name: 'A1 International' }],
  config: Settings,
  codes: CODES,
  /** Notifications come through a queue; whatever hands them on sends the secret along. */
  push: sharedSecretPush(),
  pull: pullEach<Settings>({
    budget: { requests: 80, perSeconds: 1 },
    authorize: clientCredentials<Settings>({
      url: ({ authUrl }) => `${authUrl}/auth/o2/token`,
      credentials: ({ clientId, clientSecret, refreshToken }) =>
        clientId === undefined || clientSecret === undefined || refreshToken === undefined
          ? null
          : { id: clientId, secret: clientSecret },
      in: 'form',
      form: ({ refreshToken }) => ({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '' }),
      toHeaders: (token) => ({ 'x-amz-access-token': token }),
    }),
    request: (number, { baseUrl, carrierId }) => ({
      url: `${baseUrl}/shipping/v2/tracking?trackingId=${encodeURIComponent(number)}&carrierId=${encodeURIComponent(carrierId)}`,
      alsoRead: [400, 404],
    }),
    judge: ({ value, status }) => {
      const code = textAt(value, 'errors.0.code');
      if (code === null) return status === 200 ? null : notFoundYet(`Amazon answered ${status}`);
      const words = `${code}: ${textAt(value, 'errors.0.message') ?? ''}`;
      return errorOfCode(code, words, {
        unauthorized: /^(Unauthorized|AccessDenied)$/,
        rateLimited: /^(TooManyRequests|QuotaExceeded)$/,
        waitMs: 1_000,
        notFoundYet: status === 200 ? /^NotFound$/ : /^(?!InternalFailure$)/,
      });
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [tracking, xmlTracking] }),
});
