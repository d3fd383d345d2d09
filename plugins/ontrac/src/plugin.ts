import {
  asText,
  definePlugin,
  documentReader,
  found,
  holds,
  line,
  optionalWebhookSecrets,
  pullEach,
  secret,
  sharedSecretPush,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { lasership, ontrac, xmlShipments } from './documents';
import { page } from './page';

const Settings = z.object({
  ...optionalWebhookSecrets,
  account: line().optional(),
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
      return message === null || !holds(value, 'OnTracTrackingResult') ? null : { kind: 'NotFoundYet', message };
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml', 'html'], kinds: [ontrac, lasership, xmlShipments, page] }),
});
