import {
  clientCredentials,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  holds,
  itself,
  line,
  pick,
  placeAt,
  placeOfText,
  pullEach,
  secret,
  stated,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  clientId: line(),
  clientSecret: secret(),
  baseUrl: z.url().default('https://api.teleship.com'),
});
type Settings = z.output<typeof Settings>;

/** The address stands in the party itself, or one level below. */
function placeOf(party: JsonValue | undefined) {
  const address = pick(party, 'address') ?? party;
  const said = stated(placeAt(address, { city: 'city', region: 'state', postalCode: 'postcode', country: 'country' }));
  return Object.keys(said).length === 0 ? null : said;
}

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) => holds(document, 'trackingNumber', 'events', 'messages', 'errors', 'message', 'error'),
  codes: CODES,
  errors: (document) => {
    const said = [...found(document, 'messages.*'), ...found(document, 'errors.*')].map(({ value, path }) => ({
      path,
      code: textAt(value, 'code'),
      message: textAt(value, 'message'),
    }));
    return said.length === 0 && !holds(document, 'trackingNumber')
      ? [
          {
            code: textAt(document, 'code', 'statusCode', 'error'),
            message: textAt(document, 'message', 'error_description'),
          },
        ]
      : said;
  },
  parcels: (document) => (holds(document, 'trackingNumber') ? itself(document) : []),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingNumber'),
    carrier: 'teleship',
    orderNumber: textAt(value, 'customerReference'),
    shipment: {
      externalId: textAt(value, 'lastMile.trackingNumber', 'shipmentId'),
      origin: placeOf(pick(value, 'shipFrom')),
      destination: placeOf(pick(value, 'shipTo')),
      carrierEstimate: endOfPromise({
        text: textAt(value, 'estimatedDelivery'),
        place: placeOf(pick(value, 'shipTo')),
      }),
    },
  }),
  events: 'events.*',
  event: (scan) => ({
    code: textAt(scan, 'code', 'status'),
    text: textAt(scan, 'description'),
    time: { text: textAt(scan, 'timestamp') },
    place: placeOfText(textAt(scan, 'location')),
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
