import {
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  holds,
  itself,
  optionalWebhookSecrets,
  parcelFacts,
  pick,
  placeOfText,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  signedPush,
  stated,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
  type Push,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  ...optionalWebhookSecrets,
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.shipveho.com/v2'),
});

const SIGNATURE = 'x-veho-hmac-signature';
const IDS = ['trackingNumber', 'trackingId'];

/** The public tracking answer, packages and orders as the API writes them, and events as webhooks do. */
const parcelsOf = (document: JsonValue): readonly Found[] => {
  const lists = [
    ...found(document, 'trackingResponse.trackingInfo.*'),
    ...found(document, 'packages.*'),
    ...found(document, 'package'),
  ];
  return lists.length > 0 || !holds(document, ...IDS) ? lists : itself(document);
};

/** `package.delivered` is `delivered` in the log of a package. */
const lookUp = (code: string | null) => ({ code: code?.replace(/^package\./, '') ?? null });

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) => parcelsOf(document).length > 0 || holds(document, 'message', 'error'),
  codes: CODES,
  errors: (document) =>
    parcelsOf(document).length > 0
      ? []
      : [
          {
            code: textAt(document, 'statusCode', 'errors.0.code'),
            message: textAt(document, 'message', 'error'),
          },
        ],
  parcels: parcelsOf,
  parcel: (value, document) => {
    const code = textAt(value, 'status', 'eventType', 'lastEvent');
    const order = holds(document, 'packages') ? document : null;
    const destination = addressOf(pick(order, 'destination'));
    return {
      trackingNumber: textAt(value, ...IDS),
      carrier: 'veho',
      direction: textAt(value, 'serviceType') === 'pickup' ? 'RETURN' : undefined,
      orderNumber: order === null ? null : textAt(order, 'externalId'),
      shipment: {
        externalId: textAt(value, '_id', 'packageId'),
        serviceLevel: textAt(order, 'serviceClass'),
        origin: addressOf(pick(order, 'fromAddress')),
        destination,
        declared: parcelFacts({
          weight: pick(value, 'weight'),
          weightUnit: 'lb',
          length: pick(value, 'length'),
          width: pick(value, 'width'),
          height: pick(value, 'height'),
          lengthUnit: 'in',
        }),
        carrierEstimate: endOfPromise({
          text: textAt(value, 'estimatedDelivery', 'slaServiceDate', 'serviceDate'),
          place: destination,
        }),
      },
      standing:
        code === null
          ? null
          : {
              code,
              lookUp: lookUp(code),
              text: textAt(value, 'statusDetails', 'humanReadableOperation'),
              time: { text: textAt(value, 'timestamp', 'occurredAt', 'updatedAt') },
            },
    };
  },
  events: (value, path) => [...found(value, 'events.*', path), ...found(value, 'eventLog.*', path)],
  event: (scan) => {
    const code = textAt(scan, 'code', 'eventType', 'status');
    return {
      code,
      lookUp: lookUp(code),
      text: textAt(scan, 'description', 'message'),
      time: { date: textAt(scan, 'date'), time: textAt(scan, 'time'), text: textAt(scan, 'timestamp') },
      place: addressOf(scan) ?? placeOfText(textAt(scan, 'location'), 'states'),
    };
  },
});

function addressOf(address: JsonValue | undefined) {
  const [city, region, postalCode] = [textAt(address, 'city'), textAt(address, 'state'), textAt(address, 'zipCode')];
  return city === null ? null : stated({ city, region, postalCode, country: textAt(address, 'country') ?? 'US' });
}

/** Documented are headers that one sets oneself, such as a key; a signature is checked where one is sent. */
const signed = signedPush({ header: SIGNATURE, encoding: 'base64' });
const shared = sharedSecretPush();
const push: Push = {
  verify: (request) => (SIGNATURE in request.headers ? signed : shared).verify(request),
};

/** Veho as a source. */
export const plugin = definePlugin({
  id: 'veho',
  name: 'Veho',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { apikey: apiKey })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/packages/trackingId/${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
