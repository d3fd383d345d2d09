import {
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  notFoundYet,
  pick,
  pullBatch,
  secret,
  settingsHeaders,
  sharedSecretPush,
  stated,
  trackingDocument,
  webhookSecrets,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { areaOf } from './area';
import { webTracking } from './web';
import { xmlTracking } from './xml';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  username: z.string().trim().min(1).optional(),
  password: secret().optional(),
  baseUrl: z.url().default('https://express.api.dhl.com/mydhlapi'),
});

const addressOf = (party: JsonValue | undefined) => {
  const said = stated({
    city: asText(pick(party, 'postalAddress.cityName')),
    postalCode: asText(pick(party, 'postalAddress.postalCode')),
    country: asText(pick(party, 'postalAddress.countryCode')),
  });
  return said.country === undefined ? null : said;
};

/** MyDHL API, also inside a push. */
const tracking = trackingDocument({
  name: 'MyDHL API, tracking',
  fits: (document) =>
    pick(document, 'shipments') !== undefined ||
    pick(document, 'detail') !== undefined ||
    pick(document, 'message') !== undefined,
  codes: CODES,
  errors: (document) =>
    pick(document, 'shipments') === undefined
      ? [
          {
            code: asText(pick(document, 'status')),
            message:
              asText(pick(document, 'detail')) ?? asText(pick(document, 'message')) ?? asText(pick(document, 'title')),
          },
        ]
      : [],
  parcels: 'shipments.*',
  parcel: (value) => {
    const destination = addressOf(pick(value, 'receiverDetails'));
    const grams = Math.round(
      Number(asText(pick(value, 'totalWeight')) ?? 0) *
        (asText(pick(value, 'unitOfMeasurements')) === 'imperial' ? 453.59237 : 1000),
    );
    return {
      trackingNumber: asText(pick(value, 'shipmentTrackingNumber')),
      carrier: 'dhl-express',
      orderNumber: asText(pick(value, 'shipperReferences.0.value')),
      shipment: {
        serviceLevel: asText(pick(value, 'productCode')),
        origin: addressOf(pick(value, 'shipperDetails')),
        destination,
        carrierEstimate: endOfPromise({
          text: asText(pick(value, 'estimatedTimeOfDelivery')) ?? asText(pick(value, 'estimatedDeliveryDate')),
          place: destination,
        }),
        billed: grams > 0 ? { weightGrams: grams } : null,
      },
    };
  },
  /** Events of the shipment; where only pieces list theirs, those. */
  events: (value, path) => {
    const own = found(value, 'events.*', path);
    return own.length > 0 ? own : found(value, 'pieces.*.events.*', path);
  },
  event: (scan) => ({
    code: asText(pick(scan, 'typeCode')),
    text: asText(pick(scan, 'description')),
    time: {
      date: asText(pick(scan, 'date')),
      time: asText(pick(scan, 'time')),
      offset: asText(pick(scan, 'GMTOffset')),
    },
    place: areaOf(asText(pick(scan, 'serviceArea.0.code')), asText(pick(scan, 'serviceArea.0.description'))),
  }),
});

/** DHL Express as a source: MyDHL API, and the older XML services. */
export const plugin = definePlugin({
  id: 'dhl-express',
  name: 'DHL Express',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 10,
    budget: { requests: 500, perSeconds: 86_400 },
    authorize: settingsHeaders(({ username, password }) =>
      username === undefined || password === undefined ? null : { authorization: basicAuth(username, password) },
    ),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/tracking?${numbers.map((number) => `shipmentTrackingNumber=${encodeURIComponent(number)}`).join('&')}&trackingView=all-checkpoints&levelOfDetail=shipment`,
      alsoRead: [404],
    }),
    judge: ({ value, status }) => (status === 404 ? notFoundYet(asText(pick(value, 'detail')) ?? 'not known') : null),
    part: ({ value }, number) => {
      const own = found(value, 'shipments.*').filter(
        (one) => asText(pick(one.value, 'shipmentTrackingNumber')) === number,
      );
      return own.length === 0 ? null : { shipments: own.map((one) => one.value) };
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [webTracking, tracking, xmlTracking] }),
});
