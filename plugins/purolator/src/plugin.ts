import {
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  notFoundYet,
  pick,
  placeOfText,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  /** Production key and its password. */
  key: z.string().trim().min(1),
  password: secret(),
  baseUrl: z.url().default('https://webservices.purolator.com'),
});

const ANSWER = 'Envelope.Body.TrackPackagesByPinResponse';
const errorsOf = (document: JsonValue) =>
  [...found(document, `${ANSWER}.ResponseInformation.Errors.Error.*`), ...found(document, 'Envelope.Body.Fault')].map(
    ({ value, path }) => ({
      path,
      code: asText(pick(value, 'Code')) ?? asText(pick(value, 'faultcode')),
      message: asText(pick(value, 'Description')) ?? asText(pick(value, 'faultstring')),
    }),
  );

const soap = trackingDocument({
  name: 'TrackPackagesByPin',
  fits: (document) => pick(document, 'Envelope.Body') !== undefined,
  codes: CODES,
  errors: errorsOf,
  parcels: `${ANSWER}.TrackingInformationList.TrackingInformation.*`,
  parcel: (value) => ({ trackingNumber: asText(pick(value, 'PIN.Value')), carrier: 'purolator', shipment: {} }),
  events: 'Scans.Scan.*',
  event: (scan) => ({
    code: asText(pick(scan, 'ScanType')),
    text: asText(pick(scan, 'Description')),
    time: { date: asText(pick(scan, 'ScanDate')), time: asText(pick(scan, 'ScanTime')) },
    place: depotOf(asText(pick(scan, 'Depot.Name'))),
  }),
});

/** `MONTREAL SORT CTR/CTR TRIE, PQ`: a depot and its province, which Purolator still spells PQ for Québec. */
function depotOf(name: string | null) {
  const place = placeOfText(name?.replace(/, PQ$/, ', QC'), 'states');
  return place === null ? { country: 'CA' } : { ...place, country: place.country ?? 'CA' };
}

/** The JSON tracking of newer accounts: shipments with their packages, each with its own events. */
const json = trackingDocument({
  name: 'tracking (JSON)',
  fits: (document) => pick(document, 'shipment') !== undefined || pick(document, 'searchResult') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'searchResult.*').flatMap(({ value, path }) =>
      asText(pick(value, 'status')) === 'FOUND'
        ? []
        : [{ path, code: asText(pick(value, 'status')), message: asText(pick(value, 'trackingId')) }],
    ),
  parcels: (document) => found(document, 'shipment.*.package.*'),
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'pin')),
    carrier: 'purolator',
    shipment: {
      carrierEstimate: endOfPromise({
        text: asText(pick(value, 'estimatedDeliveryDate')),
        place: placeOf(pick(value, 'lastEvent.location')),
      }),
    },
  }),
  events: (value, path) => {
    const events = found(value, 'events.*', path);
    return events.length > 0 ? events : found(value, 'lastEvent', path);
  },
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    subCode: asText(pick(scan, 'reasonCode')),
    text: asText(pick(scan, 'description')),
    time: { text: asText(pick(scan, 'dateTime')) },
    place: { ...placeOf(pick(scan, 'location')), facility: asText(pick(scan, 'terminal')) },
  }),
});

const placeOf = (location: JsonValue | undefined) => ({
  city: asText(pick(location, 'city')) ?? '',
  region: asText(pick(location, 'provinceState')) ?? '',
  country: asText(pick(location, 'countryCode')) ?? '',
});

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
      return error === undefined ? null : notFoundYet([error.code, error.message].filter(Boolean).join(': '));
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [soap, json] }),
});
