import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  trackingDocument,
  webhookSecrets,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  token: secret().optional(),
  baseUrl: z.url().default('https://api.boxknight.com/v1'),
});

/** An order: its status now, and the last change of it. There is no history. */
const order = trackingDocument({
  name: 'order',
  fits: (document) => pick(document, 'orderStatus') !== undefined || pick(document, 'error') !== undefined,
  codes: CODES,
  errors: (document) => {
    const error = pick(document, 'error');
    return error === undefined ? [] : [{ message: asText(pick(error, 'message')) ?? asText(error) }];
  },
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'id')),
    carrier: 'boxknight',
    error: pick(value, 'error') === undefined ? null : 'no order',
    shipment: {
      serviceLevel: asText(pick(value, 'service')),
      orderNumber: asText(pick(value, 'refNumber')),
      carrierEstimate: endOfPromise({ epochMilliseconds: asText(pick(value, 'completeBefore')) }),
      destination: placeOf(pick(value, 'recipientAddress')),
      origin: placeOf(pick(value, 'originAddress')),
      shippedAt: null,
    },
    standing: {
      code: asText(pick(value, 'orderStatus')),
      // The only time told is that of its creation; later statuses say nothing of when.
      time:
        asText(pick(value, 'orderStatus')) === 'CREATED'
          ? { text: asText(pick(value, 'createdAt')) }
          : { text: asText(pick(value, 'updatedAt')) },
    },
  }),
  events: () => [],
  event: () => null,
});

function placeOf(address: Parameters<typeof pick>[0]) {
  const city = asText(pick(address, 'city'));
  if (city === null) return null;
  const [region, postalCode] = [asText(pick(address, 'province')), asText(pick(address, 'postalCode'))];
  const country = asText(pick(address, 'country')) === 'Canada' ? 'CA' : asText(pick(address, 'country'));
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
