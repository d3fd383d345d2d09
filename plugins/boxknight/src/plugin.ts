import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  holds,
  optionalWebhookSecrets,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  ...optionalWebhookSecrets,
  token: secret().optional(),
  baseUrl: z.url().default('https://api.boxknight.com/v1'),
});

/** An order: its status now, and the last change of it. There is no history. */
const order = trackingDocument({
  name: 'order',
  fits: (document) => holds(document, 'orderStatus', 'error'),
  codes: CODES,
  errors: (document) => {
    const error = pick(document, 'error');
    return error === undefined ? [] : [{ message: textAt(error, 'message') ?? asText(error) }];
  },
  parcel: (value) => ({
    trackingNumber: textAt(value, 'id'),
    carrier: 'boxknight',
    error: holds(value, 'error') ? 'no order' : null,
    shipment: {
      serviceLevel: textAt(value, 'service'),
      orderNumber: textAt(value, 'refNumber'),
      carrierEstimate: endOfPromise({ epochMilliseconds: textAt(value, 'completeBefore') }),
      destination: placeOf(pick(value, 'recipientAddress')),
      origin: placeOf(pick(value, 'originAddress')),
      shippedAt: null,
    },
    standing: {
      code: textAt(value, 'orderStatus'),
      // The only time told is that of its creation; later statuses say nothing of when.
      time:
        textAt(value, 'orderStatus') === 'CREATED'
          ? { text: textAt(value, 'createdAt') }
          : { text: textAt(value, 'updatedAt') },
    },
  }),
  events: () => [],
  event: () => null,
});

function placeOf(address: Parameters<typeof pick>[0]) {
  const city = textAt(address, 'city');
  if (city === null) return null;
  const [region, postalCode] = [textAt(address, 'province'), textAt(address, 'postalCode')];
  const country = textAt(address, 'country') === 'Canada' ? 'CA' : textAt(address, 'country');
  return {
    city,
    ...(region === null ? {} : { region }),
    ...(postalCode === null ? {} : { postalCode }),
    ...(country?.length === 2 ? { country } : {}),
  };
}

/** BoxKnight as a source: orders, by webhook and by number. */
export const plugin = definePlugin({
  id: 'boxknight',
  name: 'BoxKnight',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ token }) => (token === undefined ? null : { authorization: token })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/orders/${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ kinds: [order] }),
});
