import {
  asText,
  clientCredentials,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  pick,
  placeOfText,
  pullEach,
  secret,
  stated,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  clientId: z.string().trim().min(1),
  clientSecret: secret(),
  baseUrl: z.url().default('https://api.teleship.com'),
});
type Settings = z.output<typeof Settings>;

/** The address stands in the party itself, or one level below. */
function placeOf(party: JsonValue | undefined) {
  const address = pick(party, 'address') ?? party;
  const said = stated({
    city: asText(pick(address, 'city')),
    region: asText(pick(address, 'state')),
    postalCode: asText(pick(address, 'postcode')),
    country: asText(pick(address, 'country')),
  });
  return Object.keys(said).length === 0 ? null : said;
}

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) =>
    ['trackingNumber', 'events', 'messages', 'errors', 'message'].some((key) => pick(document, key) !== undefined),
  codes: CODES,
  errors: (document) => {
    const said = [...found(document, 'messages.*'), ...found(document, 'errors.*')].map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')),
    }));
    return said.length === 0 && pick(document, 'trackingNumber') === undefined
      ? [{ code: asText(pick(document, 'code')), message: asText(pick(document, 'message')) }]
      : said;
  },
  parcels: (document) => (pick(document, 'trackingNumber') === undefined ? [] : [{ value: document, path: '' }]),
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'trackingNumber')),
    carrier: 'teleship',
    orderNumber: asText(pick(value, 'customerReference')),
    shipment: {
      externalId: asText(pick(value, 'lastMile.trackingNumber')) ?? asText(pick(value, 'shipmentId')),
      origin: placeOf(pick(value, 'shipFrom')),
      destination: placeOf(pick(value, 'shipTo')),
      carrierEstimate: endOfPromise({
        text: asText(pick(value, 'estimatedDelivery')),
        place: placeOf(pick(value, 'shipTo')),
      }),
    },
  }),
  events: 'events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'code')) ?? asText(pick(scan, 'status')),
    text: asText(pick(scan, 'description')),
    time: { text: asText(pick(scan, 'timestamp')) },
    place: placeOfText(asText(pick(scan, 'location'))),
  }),
});

/** Teleship as a source. */
export const plugin = definePlugin({
  id: 'teleship',
  name: 'Teleship',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    authorize: clientCredentials<Settings>({
      url: ({ baseUrl }) => `${baseUrl}/oauth/token`,
      credentials: ({ clientId, clientSecret }) => ({ id: clientId, secret: clientSecret }),
      in: 'form',
    }),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/api/tracking/${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
