import {
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  found,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: z.string().trim().min(1),
  password: secret(),
  account: z.string().trim().min(1),
  baseUrl: z.url().default('https://neptune.alliedexpress.com.au'),
});

/** The reply of the SOAP service, as XML or turned into JSON with its prefixes kept. */
const SCANS = [
  'Envelope.Body.getShipmentsStatusResponse.result.statusBarcodesList.*',
  'soapenv:Envelope.soapenv:Body.ns1:getShipmentsStatusResponse.result.statusBarcodesList.*',
  'soapenv:Body.ns1:getShipmentsStatusResponse.result.statusBarcodesList.*',
];
const scansOf = (document: JsonValue): readonly Found[] => SCANS.flatMap((path) => found(document, path));
const faultOf = (document: JsonValue): JsonValue | undefined =>
  pick(document, 'Envelope.Body.Fault') ?? pick(document, 'soapenv:Body.soapenv:Fault') ?? undefined;

/** Each scan names its consignment and the barcode of the piece. */
const status = trackingDocument({
  name: 'getShipmentsStatus',
  fits: (document) => scansOf(document).length > 0 || faultOf(document) !== undefined || isEmpty(document),
  codes: CODES,
  errors: (document) => {
    const fault = faultOf(document);
    if (fault !== undefined)
      return [{ code: asText(pick(fault, 'faultcode')), message: asText(pick(fault, 'faultstring')) }];
    return scansOf(document).length === 0 ? [{ message: 'no scans for this consignment' }] : [];
  },
  parcels: scansOf,
  parcel: (scan) => ({
    trackingNumber: asText(pick(scan, 'consignmentNote')),
    carrier: 'allied-express',
    piece: asText(pick(scan, 'scannedBarcode')),
  }),
  events: (scan, path) => [{ value: scan, path }],
  event: (scan) => {
    const text = asText(pick(scan, 'scannedStatus'));
    return {
      code: null,
      text,
      // A scan without a status is still a scan at a depot.
      ...(text === null ? { lookUp: { code: 'SCAN' } } : {}),
      time: { text: asText(pick(scan, 'scannnedTimestamp')) ?? asText(pick(scan, 'scannedTimestamp')) },
      place: { facility: asText(pick(scan, 'depotLocation')), country: 'AU' },
    };
  },
});

const isEmpty = (document: JsonValue): boolean =>
  pick(document, 'Envelope.Body.getShipmentsStatusResponse') !== undefined ||
  pick(document, 'soapenv:Body.ns1:getShipmentsStatusResponse') !== undefined;

const escaped = (text: string): string => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Allied Express of Australia as a source: the status call of its web service. */
export const plugin = definePlugin({
  id: 'allied-express',
  name: 'Allied Express',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  variants: [{ id: 'allied-express-local', name: 'Allied Express Local' }],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    format: 'xml',
    authorize: settingsHeaders(({ username, password }) => ({ authorization: basicAuth(username, password) })),
    request: (number, { baseUrl, account }) => ({
      url: `${baseUrl}/ttws-ejb/TTWS`,
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '' },
      body: `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ttw="http://neptune.alliedexpress.com.au/ttws-ejb"><soapenv:Body><ttw:getShipmentsStatus><String_1>${escaped(account)}</String_1><String_2>${escaped(number)}</String_2></ttw:getShipmentsStatus></soapenv:Body></soapenv:Envelope>`,
    }),
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [status] }),
});
