import {
  definePlugin,
  documentReader,
  endOfPromise,
  errorOfCode,
  found,
  holds,
  itself,
  line,
  placeAt,
  pullEach,
  secret,
  textAt,
  trackingDocument,
  type ErrorMeanings,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: line(),
  password: secret(),
  baseUrl: z.url().default('https://canship.canpar.com'),
});

const ENVELOPES = ['Envelope.Body.', 'wrapper.Envelope.*.Body.'];
const within = (document: JsonValue, path: string): readonly Found[] =>
  ENVELOPES.flatMap((envelope) => found(document, `${envelope}${path}`));
/** SOAP answers, and the JSON of the same calls, which its tracking page asks. */
const answersOf = (document: JsonValue): readonly Found[] => [
  ...['trackByBarcodeResponse.return', 'trackByBarcodeV2Response.return', 'trackByReferenceResponse.return'].flatMap(
    (path) => within(document, path),
  ),
  ...(holds(document, 'result', 'error') ? itself(document) : []),
];

/** Errors have no codes: "NO SHIPMENT FOUND", or what is wrong with the user. */
const MEANINGS: ErrorMeanings = {
  unauthorized: /user|password|login|credential|authenti/i,
  notFoundYet: /no shipment|not found|barcode/i,
};

const tracking = trackingDocument({
  name: 'trackByBarcode',
  fits: (document) => answersOf(document).length + within(document, 'Fault').length > 0,
  codes: CODES,
  errors: (document) => [
    ...answersOf(document).flatMap(({ value, path }) => {
      const message = textAt(value, 'error');
      return message === null ? [] : [{ path, message }];
    }),
    ...within(document, 'Fault').map(({ value, path }) => ({
      path,
      code: textAt(value, 'faultcode', 'Code.Value'),
      message: textAt(value, 'faultstring', 'Reason.Text'),
    })),
  ],
  parcels: (document) =>
    answersOf(document)
      .flatMap(({ value, path }) => [...found(value, 'result.*', path), ...found(value, 'result.packages.*', path)])
      .filter(({ value }) => holds(value, 'barcode')),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'barcode'),
    carrier: 'canpar',
    shipment: {
      serviceLevel: textAt(value, 'service_description_en'),
      trackingUrl: textAt(value, 'tracking_url_en'),
      orderNumber: textAt(value, 'reference_num'),
      carrierEstimate: endOfPromise({
        date: textAt(value, 'estimated_delivery_date'),
        place: {
          city: textAt(value, 'consignee_address.city') ?? '',
          region: textAt(value, 'consignee_address.province') ?? '',
          postalCode: textAt(value, 'consignee_address.postal_code') ?? '',
          country: textAt(value, 'consignee_address.country') ?? 'CA',
        },
        assumedZone: 'America/Toronto',
      }),
    },
  }),
  events: 'events.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'code_description_en', 'code_description_fr'),
    time: { text: textAt(scan, 'local_date_time') },
    place: placeAt(scan, {
      city: 'address.city',
      region: 'address.province',
      postalCode: 'address.postal_code',
      country: 'address.country',
    }),
  }),
});

const escaped = (text: string): string => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Canpar Express as a source: tracking by barcode. */
export const plugin = definePlugin({
  id: 'canpar',
  name: 'Canpar Express',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    format: 'xml',
    request: (number, { baseUrl, username, password }) => ({
      url: `${baseUrl}/canshipws/services/CanparAddonsService`,
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: 'urn:trackByBarcodeV2' },
      body: `<soapenv:Envelope xmlns:soapenv="http://www.w3.org/2003/05/soap-envelope" xmlns:ws="http://ws.canparaddons.canpar.com" xmlns:xsd="http://ws.dto.canshipws.canpar.com/xsd"><soapenv:Body><ws:trackByBarcodeV2><ws:request><xsd:barcode>${escaped(number)}</xsd:barcode><xsd:filter>E</xsd:filter><xsd:track_shipment>true</xsd:track_shipment><xsd:user_id>${escaped(username)}</xsd:user_id><xsd:password>${escaped(password)}</xsd:password></ws:request></ws:trackByBarcodeV2></soapenv:Body></soapenv:Envelope>`,
    }),
    judge: ({ value }) => {
      const message = answersOf(value)
        .map((answer) => textAt(answer.value, 'error'))
        .find((text) => text !== null);
      return typeof message === 'string' ? errorOfCode(message, message, MEANINGS) : null;
    },
  }),
  normalize: documentReader({ formats: ['xml', 'json'], kinds: [tracking] }),
});
