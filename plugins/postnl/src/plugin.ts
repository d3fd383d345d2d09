import {
  asText,
  definePlugin,
  documentReader,
  found,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ apiKey: secret(), baseUrl: z.url().default('https://api.postnl.nl') });
type Settings = z.output<typeof Settings>;

/** PostNL writes the clock of the Netherlands, day first. An empty element comes as `{}`. */
const time = (text: string | null) => ({
  text: text?.replace(/^(\d\d)-(\d\d)-(\d{4})/, '$3-$2-$1') ?? null,
  zone: 'Europe/Amsterdam',
});

const tracking = trackingDocument({
  name: 'Shipment status',
  fits: (document) =>
    ['CurrentStatus', 'CompleteStatus', 'Warnings', 'Errors', 'fault'].some(
      (name) => pick(document, name) !== undefined,
    ),
  codes: CODES,
  errors: (document) =>
    ['Warnings.*', 'Errors.*', 'fault'].flatMap((where) =>
      found(document, where).map(({ value, path }) => ({
        path,
        code: asText(pick(value, 'Code')),
        message:
          asText(pick(value, 'Message')) ?? asText(pick(value, 'Description')) ?? asText(pick(value, 'faultstring')),
      })),
    ),
  parcels: (document) => ['CurrentStatus', 'CompleteStatus'].flatMap((name) => found(document, `${name}.Shipment.*`)),
  parcel(value) {
    const receiver = found(value, 'Address.*').find((one) => asText(pick(one.value, 'AddressType')) === '01')?.value;
    const grams = Number(asText(pick(value, 'Dimension.Weight')) ?? 0);
    return {
      trackingNumber: asText(pick(value, 'Barcode')) ?? asText(pick(value, 'MainBarcode')),
      carrier: 'postnl',
      orderNumber: asText(pick(value, 'Reference')),
      shipment: {
        serviceLevel: asText(pick(value, 'ProductDescription')),
        destination: {
          city: asText(pick(receiver, 'City')) ?? undefined,
          postalCode: asText(pick(receiver, 'Zipcode')) ?? undefined,
          country: asText(pick(receiver, 'CountryCode')) ?? undefined,
        },
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
      standing: {
        code: asText(pick(value, 'Status.StatusCode')),
        text: asText(pick(value, 'Status.StatusDescription')),
        time: time(asText(pick(value, 'Status.TimeStamp'))),
      },
    };
  },
  events: 'Event.*',
  event: (scan) => ({
    code: asText(pick(scan, 'Code')),
    text: asText(pick(scan, 'Description')),
    time: time(asText(pick(scan, 'TimeStamp'))),
    place: { country: 'NL' },
  }),
});

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
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
