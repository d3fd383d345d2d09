import {
  definePlugin,
  documentReader,
  errorOfCode,
  line,
  optionalWebhookSecrets,
  pullEach,
  secret,
  sharedSecretPush,
  type ErrorMeanings,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { errorsOfShipments, lasership, ontrac, xmlShipments } from './documents';
import { page } from './page';

const Settings = z.object({
  ...optionalWebhookSecrets,
  account: line().optional(),
  password: secret().optional(),
  baseUrl: z.url().default('https://www.shipontrac.net/OnTracWebServices/OnTracServices.svc'),
});

/** Errors have no codes. "Invalid Tracking Number" is about the number, "Service Temporarily Unavailable" about the service. */
const MEANINGS: ErrorMeanings = {
  unauthorized: /username|password|account/i,
  notFoundYet: /tracking|reference|not found|no (data|record|shipment|information)/i,
};

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
      url: `${baseUrl}/V7/${encodeURIComponent(account ?? '')}/shipments?pw=${encodeURIComponent(password ?? '')}&tn=${encodeURIComponent(number)}&requestType=track`,
    }),
    judge: ({ value }) => {
      const [error] = errorsOfShipments(value);
      return error === undefined ? null : errorOfCode(error.message, error.message, MEANINGS);
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml', 'html'], kinds: [ontrac, lasership, xmlShipments, page] }),
});
