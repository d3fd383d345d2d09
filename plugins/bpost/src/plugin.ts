import {
  basicAuth,
  definePlugin,
  documentReader,
  line,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { items } from './items';

const Settings = z.object({
  accountId: line(),
  passPhrase: secret(),
  baseUrl: z.url().default('https://api-parcel.bpost.be/services/trackedmail'),
});
type Settings = z.output<typeof Settings>;

/** What bpost answers instead, as the root of the document: what was asked cannot be, or bpost itself fails. */
const FAULTS = ['businessException', 'systemException'] as const;

const tracking = trackingDocument({
  name: 'itemTracking',
  fits: (document) => ['itemTracking', ...FAULTS].some((root) => pick(document, root) !== undefined),
  codes: CODES,
  errors: (document) =>
    FAULTS.flatMap((root) => {
      const fault = pick(document, root);
      if (fault === undefined) return [];
      return [{ path: `/${root}`, code: textAt(fault, 'code'), message: textAt(fault, 'message') }];
    }),
  parcels: 'itemTracking',
  parcel: (value) => {
    const grams = Number(textAt(value, 'itemDetail.weightInGrams') ?? 0);
    return {
      trackingNumber: textAt(value, 'itemCode'),
      carrier: 'bpost',
      orderNumber: textAt(value, 'customerReference'),
      shipment: {
        destination: {
          city: textAt(value, 'addressee.address.city') ?? undefined,
          postalCode: textAt(value, 'addressee.address.postalCode') ?? undefined,
          country: textAt(value, 'addressee.address.countryCode') ?? undefined,
        },
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
    };
  },
  events: 'stateInfo.*',
  event: (scan) => ({
    code: textAt(scan, 'stateCode'),
    text: textAt(scan, 'stateDescription'),
    time: { text: textAt(scan, 'time'), assumedZone: 'Europe/Brussels' },
  }),
});

/** bpost as a source. */
export const plugin = definePlugin({
  id: 'bpost',
  name: 'bpost',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    format: 'xml',
    authorize: settingsHeaders<Settings>(({ accountId, passPhrase }) => ({
      authorization: basicAuth(accountId, passPhrase),
    })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/item/${encodeURIComponent(number)}/trackingInfo` }),
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [tracking, items] }),
});
