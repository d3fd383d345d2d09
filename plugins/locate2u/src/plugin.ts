import {
  clientCredentials,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  holds,
  line,
  optionalWebhookSecrets,
  pullEach,
  secret,
  sharedSecretPush,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  ...optionalWebhookSecrets,
  clientId: line().optional(),
  clientSecret: secret().optional(),
  authUrl: z.url().default('https://id.locate2u.com'),
  baseUrl: z.url().default('https://api.locate2u.com'),
});
type Settings = z.output<typeof Settings>;

/** A stop of a route: its status now. There is no history of a parcel. */
const stop = trackingDocument({
  name: 'stop',
  fits: (document) => holds(document, 'stopId', 'error', 'code'),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'stopId'),
    carrier: 'locate2u',
    error: holds(value, 'stopId') ? null : (textAt(value, 'message', 'error') ?? 'an error without a message'),
    orderNumber: textAt(value, 'sourceReference'),
    service: /pick/i.test(textAt(value, 'type') ?? '') ? 'pickup' : null,
    shipment: {
      carrierEstimate: endOfPromise({
        date: textAt(value, 'tripDate'),
        time: textAt(value, 'timeWindowEnd', 'appointmentTime'),
      }),
    },
    standing: {
      code: textAt(value, 'status'),
      time: { text: textAt(value, 'lastModifiedDate') },
    },
  }),
  events: (value, path) => found(value, 'statusHistory.*', path),
  event: (status) => ({ code: textAt(status, 'status'), time: { text: textAt(status, 'date') } }),
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
