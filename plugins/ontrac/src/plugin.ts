import {
  asText,
  definePlugin,
  documentReader,
  found,
  pick,
  pullEach,
  secret,
  sharedSecretPush,
  webhookSecrets,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { lasership, ontrac, xmlShipments } from './documents';
import { page } from './page';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  account: z.string().trim().min(1).optional(),
  password: secret().optional(),
  baseUrl: z.url().default('https://www.shipontrac.net/OnTracWebServices/OnTracServices.svc'),
});

/** OnTrac as a source, with LaserShip, which it took over. */
export const plugin = definePlugin({
  id: 'ontrac',
  name: 'OnTrac',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  variants: [{ id: 'lasership', name: 'LaserShip' }],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<z.output<typeof Settings>>({
    format: 'xml',
    request: (number, { baseUrl, account, password }) => ({
      url: `${baseUrl}/V4/${encodeURIComponent(account ?? '')}/shipments?pw=${encodeURIComponent(password ?? '')}&tn=${encodeURIComponent(number)}&requestType=track`,
    }),
    judge: ({ value }) => {
      const error =
        found(value, 'OnTracTrackingResult.Shipments.Shipment.*.Error')[0] ??
        found(value, 'OnTracTrackingResult.Error')[0];
      const message = asText(error?.value);
      return message === null || pick(value, 'OnTracTrackingResult') === undefined
        ? null
        : { kind: 'NotFoundYet', message };
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml', 'html'], kinds: [ontrac, lasership, xmlShipments, page] }),
});
