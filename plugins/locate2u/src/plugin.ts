import {
  asText,
  clientCredentials,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  pick,
  pullEach,
  secret,
  sharedSecretPush,
  trackingDocument,
  webhookSecrets,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  clientId: z.string().trim().min(1).optional(),
  clientSecret: secret().optional(),
  authUrl: z.url().default('https://id.locate2u.com'),
  baseUrl: z.url().default('https://api.locate2u.com'),
});
type Settings = z.output<typeof Settings>;

/** A stop of a route: its status now. There is no history of a parcel. */
const stop = trackingDocument({
  name: 'stop',
  fits: (document) =>
    pick(document, 'stopId') !== undefined ||
    pick(document, 'error') !== undefined ||
    pick(document, 'code') !== undefined,
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'stopId')),
    carrier: 'locate2u',
    error:
      pick(value, 'stopId') === undefined
        ? (asText(pick(value, 'message')) ?? asText(pick(value, 'error')) ?? 'an error without a message')
        : null,
    orderNumber: asText(pick(value, 'sourceReference')),
    shipment: {
      carrierEstimate: endOfPromise({
        date: asText(pick(value, 'tripDate')),
        time: asText(pick(value, 'timeWindowEnd')) ?? asText(pick(value, 'appointmentTime')),
      }),
    },
    standing: {
      code: asText(pick(value, 'status')),
      time: { text: asText(pick(value, 'lastModifiedDate')) },
    },
  }),
  events: (value, path) => found(value, 'statusHistory.*', path),
  event: (status) => ({ code: asText(pick(status, 'status')), time: { text: asText(pick(status, 'date')) } }),
});

/** Locate2u as a source: stops of routes, by webhook and by id. */
export const plugin = definePlugin({
  id: 'locate2u',
  name: 'Locate2u',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<Settings>({
    authorize: clientCredentials<Settings>({
      url: ({ authUrl }) => `${authUrl}/connect/token`,
      credentials: ({ clientId, clientSecret }) =>
        clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
      in: 'form',
      form: () => ({ scope: 'locate2u.api' }),
    }),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/api/v1/stops/${encodeURIComponent(number)}?includeItems=false&includeLines=true`,
    }),
  }),
  normalize: documentReader({ kinds: [stop] }),
});
