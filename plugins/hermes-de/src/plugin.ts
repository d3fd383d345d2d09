import {
  clientCredentials,
  definePlugin,
  documentReader,
  endOfPromise,
  errorsAt,
  holds,
  line,
  placeAt,
  pullEach,
  secret,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { page } from './page';

const Settings = z.object({
  username: line(),
  password: secret(),
  clientId: line(),
  clientSecret: secret(),
  tokenUrl: z.url().default('https://authme.myhermes.de/authorization-facade/oauth2/access_token'),
  baseUrl: z.url().default('https://de-api.hermesworld.com/services/hsi'),
});
type Settings = z.output<typeof Settings>;

const tracking = trackingDocument({
  name: 'shipmentinfo',
  fits: (document) => holds(document, 'shipmentinfo', 'listOfResultCodes'),
  codes: CODES,
  errors: errorsAt('listOfResultCodes.*', { code: 'code', message: 'message' }),
  parcels: 'shipmentinfo.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'shipmentID'),
    carrier: 'hermes-de',
    orderNumber: textAt(value, 'clientReference'),
    shipment: {
      trackingUrl: textAt(value, 'trackingLink'),
      carrierEstimate: endOfPromise({
        date: textAt(value, 'deliveryForecast.date'),
        time: textAt(value, 'deliveryForecast.timeSlot.to'),
        assumedZone: 'Europe/Berlin',
      }),
    },
  }),
  events: 'status.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'description'),
    time: { text: textAt(scan, 'timestamp'), assumedZone: 'Europe/Berlin' },
    place: placeAt(scan, { city: 'scanningUnit.city', country: 'scanningUnit.countryCode' }),
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
  normalize: documentReader({ kinds: [tracking, page] }),
});
