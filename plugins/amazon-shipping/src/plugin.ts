import {
  asText,
  clientCredentials,
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
  sharedSecretPush,
  stated,
  trackingDocument,
  webhookSecrets,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { xmlTracking } from './xml';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  clientId: z.string().trim().min(1).optional(),
  clientSecret: secret().optional(),
  refreshToken: secret().optional(),
  /** As Amazon calls its carriers: `AMZN_US`, `AMZN_UK`. */
  carrierId: z.string().default('AMZN_US'),
  authUrl: z.url().default('https://api.amazon.com'),
  baseUrl: z.url().default('https://sellingpartnerapi-na.amazon.com'),
});
type Settings = z.output<typeof Settings>;

const placeOf = (location: JsonValue | undefined) =>
  stated({
    city: asText(pick(location, 'city')),
    region: asText(pick(location, 'stateOrRegion')),
    postalCode: asText(pick(location, 'postalCode')),
    country: asText(pick(location, 'countryCode')),
  });

/** v1 wraps its answer in `payload`, v2 mostly not; a notification has it deeper. */
const parcelsOf = (document: JsonValue): readonly Found[] =>
  ['', 'payload', 'Payload.ShipmentTracking', 'payload.trackingMilestone', 'detail.payload', 'detail', 'Payload']
    .flatMap((path) => found(document, path))
    .filter(({ value }) => pick(value, 'trackingId') !== undefined);

const tracking = trackingDocument({
  name: 'Shipping API v1 and v2, tracking; milestone notification',
  fits: (document) => parcelsOf(document).length > 0 || pick(document, 'errors') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'errors.*').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')),
    })),
  parcels: parcelsOf,
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'trackingId')),
    carrier: 'amazon-shipping',
    shipment: {
      carrierEstimate: endOfPromise({ text: asText(pick(value, 'promisedDeliveryDate')) }),
      shippedAt: eventTime({ text: asText(pick(value, 'shipDate')) }).occurredAt,
    },
    standing: {
      code: asText(pick(value, 'summary.status')) ?? asText(pick(value, 'eventCode')),
      time: { text: asText(pick(value, 'eventTime')) },
    },
  }),
  events: (value, path) => [...found(value, 'eventHistory.*', path), ...found(value, 'trackingEvents.*', path)],
  event: (scan, _parcel, value) => ({
    code: asText(pick(scan, 'eventCode')),
    // The codes of the summary say how it was delivered or why not.
    subCode: asText(
      pick(
        value,
        `summary.trackingDetailCodes.${asText(pick(scan, 'shipmentType')) === 'RETURNS' ? 'returns' : 'forward'}.0`,
      ),
    ),
    time: { text: asText(pick(scan, 'eventTime')) },
    place: placeOf(pick(scan, 'location')),
    direction: asText(pick(scan, 'shipmentType')) === 'RETURNS' ? 'RETURN' : undefined,
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
    judge: ({ value }) => {
      const code = asText(pick(value, 'errors.0.code'));
      if (code === 'TooManyRequests' || code === 'QuotaExceeded') return rateLimited('Amazon asks to wait', 1_000);
      return code === null ? null : notFoundYet(`${code}: ${asText(pick(value, 'errors.0.message')) ?? ''}`);
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [tracking, xmlTracking] }),
});
