import {
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  foundAll,
  holds,
  notFoundYet,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type DocumentKind,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { page } from './page';

const Settings = z.object({ apiKey: secret(), baseUrl: z.url().default('https://api.postnl.nl') });
type Settings = z.output<typeof Settings>;

/** PostNL writes the clock of the Netherlands, day first. An empty element comes as `{}`. */
const time = (text: string | null) => ({
  text: text?.replace(/^(\d\d)-(\d\d)-(\d{4})/, '$3-$2-$1') ?? null,
  zone: 'Europe/Amsterdam',
});

const PARCELS = ['CurrentStatus', 'CompleteStatus'];
const SHIPMENTS = PARCELS.map((name) => `${name}.Shipment.*`);

/** The status of a number, and the list of shipments that changed. */
const tracking = trackingDocument({
  name: 'Shipment status',
  fits: (document) =>
    holds(document, ...PARCELS, 'Warnings', 'Errors', 'fault') || found(document, '*.Barcode').length > 0,
  codes: CODES,
  errors: (document) =>
    ['Warnings.*', 'Errors.*', 'fault'].flatMap((where) =>
      found(document, where).map(({ value, path }) => ({
        path,
        code: textAt(value, 'Code'),
        message: textAt(value, 'Message', 'Description', 'faultstring'),
      })),
    ),
  parcels: (document) => (Array.isArray(document) ? found(document, '*') : foundAll(document, SHIPMENTS)),
  parcel(value) {
    const receiver = found(value, 'Address.*').find((one) => textAt(one.value, 'AddressType') === '01')?.value;
    const grams = Number(textAt(value, 'Dimension.Weight') ?? 0);
    return {
      trackingNumber: textAt(value, 'Barcode', 'MainBarcode'),
      carrier: 'postnl',
      orderNumber: textAt(value, 'Reference'),
      shipment: {
        serviceLevel: textAt(value, 'ProductDescription'),
        carrierEstimate: endOfPromise({ text: textAt(value, 'Expectation.ETATo'), assumedZone: 'Europe/Amsterdam' }),
        destination: {
          city: textAt(receiver, 'City') ?? undefined,
          postalCode: textAt(receiver, 'Zipcode') ?? undefined,
          country: textAt(receiver, 'CountryCode') ?? undefined,
        },
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
      standing: {
        code: textAt(value, 'Status.StatusCode'),
        text: textAt(value, 'Status.StatusDescription'),
        time: time(textAt(value, 'Status.TimeStamp', 'Status.Timestamp')),
      },
    };
  },
  events: (value, path) => {
    const events = found(value, 'Event.*', path);
    return events.length > 0 ? events : found(value, 'OldStatus.*', path);
  },
  event: (scan) => ({
    code: textAt(scan, 'Code', 'StatusCode'),
    text: textAt(scan, 'Description', 'StatusDescription'),
    time: time(textAt(scan, 'TimeStamp', 'Timestamp')),
    place: { country: 'NL' },
  }),
});

/** Who signed for it, asked for by itself: a signature is given for what is delivered. */
const signature = trackingDocument({
  name: 'Shipment signature',
  fits: (document) => holds(document, 'Signature'),
  codes: CODES,
  parcels: 'Signature.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'Barcode'),
    carrier: 'postnl',
    standing: { code: '11', text: 'Signature', time: time(textAt(value, 'SignatureDate')) },
  }),
  events: () => [],
  event: () => null,
});

/** No shipment changed in the time that was asked for. */
const nothing: DocumentKind = {
  name: 'no updated shipments',
  fits: (document) => Array.isArray(document) && document.length === 0,
  read: (_document, { note }) => note('', 'no shipment changed'),
};

/** PostNL as a source. */
export const plugin = definePlugin({
  id: 'postnl',
  name: 'PostNL',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    authorize: settingsHeaders<Settings>(({ apiKey }) => ({ apikey: apiKey })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/shipment/v2/status/barcode/${encodeURIComponent(number)}?detail=true&language=NL`,
    }),
    // A number that is not known comes with a warning and 200.
    judge: ({ value }) =>
      foundAll(value, SHIPMENTS).length === 0 && holds(value, ...PARCELS, 'Warnings')
        ? notFoundYet(textAt(value, 'Warnings.0.Message', 'Warnings.0.Description') ?? 'PostNL knows nothing of it')
        : null,
  }),
  normalize: documentReader({ kinds: [tracking, signature, page, nothing] }),
});
