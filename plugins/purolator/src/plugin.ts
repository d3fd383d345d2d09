import {
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  errorOfCode,
  found,
  holds,
  line,
  placeOfText,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type ErrorMeanings,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { json, searched } from './packages';

const Settings = z.object({
  /** Production key and its password. */
  key: line(),
  password: secret(),
  baseUrl: z.url().default('https://webservices.purolator.com'),
});

const ANSWERS = ['TrackPackagesByPinResponse', 'TrackPackagesByReferenceResponse', 'GetDeliveryDetailsResponse'];
const within = (document: JsonValue, path: string): readonly Found[] =>
  ANSWERS.flatMap((answer) => found(document, `Envelope.Body.${answer}.${path}`));
const trackedIn = (document: JsonValue) => within(document, 'TrackingInformationList.TrackingInformation.*');
const ERRORS = 'ResponseInformation.Errors.Error.*';

/** Errors of the answer, and of single numbers in it: these stand beside the numbers that are known. */
const errorsOf = (document: JsonValue) =>
  [
    ...within(document, ERRORS),
    ...trackedIn(document).flatMap(({ value, path }) => found(value, ERRORS, path)),
    ...found(document, 'Envelope.Body.Fault'),
  ].map(({ value, path }) => ({
    path,
    code: textAt(value, 'Code', 'faultcode'),
    message: [textAt(value, 'Description', 'faultstring'), textAt(value, 'AdditionalInformation')]
      .filter(Boolean)
      .join(': '),
  }));

/** Errors have seven digits; those that are not about the number say so in words. A fault has no number. */
const MEANINGS: ErrorMeanings = {
  unauthorized: /unauthori|not authori|authenticat|credential/i,
  rateLimited: /too many|throttl/i,
  notFoundYet: /^\d+(: |$)/,
};

const soap = trackingDocument({
  name: 'TrackPackagesByPin',
  fits: (document) => holds(document, 'Envelope.Body'),
  codes: CODES,
  errors: errorsOf,
  parcels: (document) => [...trackedIn(document), ...within(document, 'DeliveryDetails')],
  parcel: (value) => {
    const destination = destinationOf(found(value, 'Scans.Scan.*.ScanDetails.DestinationPostalCode')[0]);
    return {
      trackingNumber: textAt(value, 'PIN.Value'),
      carrier: 'purolator',
      shipment: {
        serviceLevel: asText(found(value, 'Scans.Scan.*.ScanDetails.ProductTypeText')[0]?.value),
        destination,
        carrierEstimate: endOfPromise({
          text: asText(found(value, 'Scans.Scan.*.ScanDetails.CommitedDeliveryDate')[0]?.value),
          place: destination,
          assumedZone: 'America/Toronto',
        }),
      },
    };
  },
  /** Delivery details are a scan themselves. */
  events: (value, path) => (holds(value, 'ScanType') ? [{ value, path }] : found(value, 'Scans.Scan.*', path)),
  event: (scan) => ({
    code: textAt(scan, 'ScanType'),
    text: textAt(scan, 'Description'),
    time: { date: textAt(scan, 'ScanDate'), time: textAt(scan, 'ScanTime') },
    place: depotOf(textAt(scan, 'Depot.Name')),
  }),
});

/** `MONTREAL SORT CTR/CTR TRIE, PQ`: a depot and its province, which Purolator still spells PQ for Québec. */
function depotOf(name: string | null) {
  const place = placeOfText(name?.replace(/, PQ$/, ', QC'), 'states');
  return place === null ? { country: 'CA' } : { ...place, country: place.country ?? 'CA' };
}

function destinationOf(postalCode: Found | undefined) {
  const text = asText(postalCode?.value);
  return text === null ? null : { postalCode: text };
}

const escaped = (text: string): string => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Purolator as a source: its tracking web service. */
export const plugin = definePlugin({
  id: 'purolator',
  name: 'Purolator',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    format: 'xml',
    authorize: settingsHeaders(({ key, password }) => ({ authorization: basicAuth(key, password) })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/EWS/V1/Tracking/TrackingService.asmx`,
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: 'http://purolator.com/pws/service/v1/TrackPackagesByPin',
      },
      body: `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:v1="http://purolator.com/pws/datatypes/v1"><soap:Header><v1:RequestContext><v1:Version>1.2</v1:Version><v1:Language>en</v1:Language><v1:GroupID/><v1:RequestReference>tracking</v1:RequestReference></v1:RequestContext></soap:Header><soap:Body><v1:TrackPackagesByPinRequest><v1:PINs><v1:PIN><v1:Value>${escaped(number)}</v1:Value></v1:PIN></v1:PINs></v1:TrackPackagesByPinRequest></soap:Body></soap:Envelope>`,
    }),
    judge: ({ value }) => {
      const [error] = errorsOf(value);
      const words = [error?.code, error?.message].filter(Boolean).join(': ');
      return error === undefined ? null : errorOfCode(words, words, MEANINGS);
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [searched, soap, json] }),
});
