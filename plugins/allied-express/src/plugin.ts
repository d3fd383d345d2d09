import {
  basicAuth,
  definePlugin,
  documentReader,
  foundAll,
  holds,
  line,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: line(),
  password: secret(),
  account: line(),
  baseUrl: z.url().default('https://neptune.alliedexpress.com.au'),
});

/** The reply of the SOAP service, as XML or turned into JSON with its prefixes kept. */
const SCANS = [
  'Envelope.Body.getShipmentsStatusResponse.result.statusBarcodesList.*',
  'soapenv:Envelope.soapenv:Body.ns1:getShipmentsStatusResponse.result.statusBarcodesList.*',
  'soapenv:Body.ns1:getShipmentsStatusResponse.result.statusBarcodesList.*',
];
const scansOf = (document: JsonValue): readonly Found[] => foundAll(document, SCANS);
const faultOf = (document: JsonValue): JsonValue | undefined =>
  pick(document, 'Envelope.Body.Fault') ?? pick(document, 'soapenv:Body.soapenv:Fault') ?? undefined;

/** Each scan names its consignment and the barcode of the piece. */
const status = trackingDocument({
  name: 'getShipmentsStatus',
  fits: (document) => scansOf(document).length > 0 || faultOf(document) !== undefined || isEmpty(document),
  codes: CODES,
  errors: (document) => {
    const fault = faultOf(document);
    if (fault !== undefined) return [{ code: textAt(fault, 'faultcode'), message: textAt(fault, 'faultstring') }];
    return scansOf(document).length === 0 ? [{ message: 'no scans for this consignment' }] : [];
  },
  parcels: scansOf,
  parcel: (scan) => ({
    trackingNumber: textAt(scan, 'consignmentNote'),
    carrier: 'allied-express',
    piece: textAt(scan, 'scannedBarcode'),
  }),
  events: (scan, path) => [{ value: scan, path }],
  event: (scan) => {
    const text = textAt(scan, 'scannedStatus');
    return {
      code: null,
      text,
      // A scan without a status is still a scan at a depot.
      ...(text === null ? { lookUp: { code: 'SCAN' } } : {}),
      time: { text: textAt(scan, 'scannnedTimestamp', 'scannedTimestamp') },
      place: { facility: textAt(scan, 'depotLocation'), country: 'AU' },
    };
  },
});

const isEmpty = (document: JsonValue): boolean =>
  holds(document, 'Envelope.Body.getShipmentsStatusResponse', 'soapenv:Body.ns1:getShipmentsStatusResponse');

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
