import {
  asText,
  clientCredentials,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  pick,
  pullEach,
  secret,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: z.string().trim().min(1),
  password: secret(),
  clientId: z.string().trim().min(1),
  clientSecret: secret(),
  tokenUrl: z.url().default('https://authme.myhermes.de/authorization-facade/oauth2/access_token'),
  baseUrl: z.url().default('https://de-api.hermesworld.com/services/hsi'),
});
type Settings = z.output<typeof Settings>;

const tracking = trackingDocument({
  name: 'shipmentinfo',
  fits: (document) => pick(document, 'shipmentinfo') !== undefined || pick(document, 'listOfResultCodes') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'listOfResultCodes.*').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')),
    })),
  parcels: 'shipmentinfo.*',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'shipmentID')),
    carrier: 'hermes-de',
    orderNumber: asText(pick(value, 'clientReference')),
    shipment: {
      trackingUrl: asText(pick(value, 'trackingLink')),
      carrierEstimate: endOfPromise({
        date: asText(pick(value, 'deliveryForecast.date')),
        time: asText(pick(value, 'deliveryForecast.timeSlot.to')),
        assumedZone: 'Europe/Berlin',
      }),
    },
  }),
  events: 'status.*',
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    text: asText(pick(scan, 'description')),
    time: { text: asText(pick(scan, 'timestamp')), assumedZone: 'Europe/Berlin' },
    place: { city: asText(pick(scan, 'scanningUnit.city')), country: asText(pick(scan, 'scanningUnit.countryCode')) },
  }),
});

/** Hermes Germany as a source. */
export const plugin = definePlugin({
  id: 'hermes-de',
  name: 'Hermes Germany',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    authorize: clientCredentials<Settings>({
      url: ({ tokenUrl }) => tokenUrl,
      credentials: ({ clientId, clientSecret }) => ({ id: clientId, secret: clientSecret }),
      in: 'form',
      form: ({ username, password }) => ({ grant_type: 'password', username, password }),
    }),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/shipmentinfo?shipmentID=${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
