import {
  clientCredentials,
  definePlugin,
  documentReader,
  asText,
  found,
  notFoundYet,
  pick,
  pullBatch,
  rateLimited,
  secret,
  signedPush,
  webhookSecrets,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { errors, restTracking, webhook } from './rest';
import { otherReply, soapTracking } from './soap';
import { webTracking } from './web';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  clientId: z.string().trim().min(1).optional(),
  clientSecret: secret().optional(),
  baseUrl: z.url().default('https://apis.fedex.com'),
});
type Settings = z.output<typeof Settings>;

/** FedEx as a source: Track API, its pushes (Advanced Integrated Visibility), and the older SOAP service. */
export const plugin = definePlugin({
  id: 'fedex',
  name: 'FedEx',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  /** Base64 of the HMAC-SHA256 of the raw body with the security token of the webhook project. */
  push: signedPush({ header: 'fdx-signature', encoding: 'base64' }),
  pull: pullBatch<Settings>({
    batchSize: 30,
    budget: { requests: 1_400, perSeconds: 10 },
    authorize: clientCredentials<Settings>({
      url: ({ baseUrl }) => `${baseUrl}/oauth/token`,
      credentials: ({ clientId, clientSecret }) =>
        clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
      in: 'form',
    }),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/track/v1/trackingnumbers`,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-locale': 'en_US' },
      body: JSON.stringify({
        includeDetailedScans: true,
        trackingInfo: numbers.map((trackingNumber) => ({ trackingNumberInfo: { trackingNumber } })),
      }),
    }),
    judge({ value }, number) {
      if (asText(pick(value, 'errors.0.code')) === 'TRACKING.RATE.LIMIT')
        return rateLimited('FedEx asks to wait', 60_000);
      const own = found(value, 'output.completeTrackResults.*').find(
        (one) => asText(pick(one.value, 'trackingNumber')) === number,
      );
      const code = asText(pick(own?.value, 'trackResults.0.error.code'));
      return code !== null && found(own?.value, 'trackResults.*.scanEvents.*').length === 0 ? notFoundYet(code) : null;
    },
    part({ value }, number) {
      const own = found(value, 'output.completeTrackResults.*').filter(
        (one) => asText(pick(one.value, 'trackingNumber')) === number,
      );
      return own.length === 0 ? null : { output: { completeTrackResults: own.map((one) => one.value) } };
    },
  }),
  normalize: documentReader({
    formats: ['json', 'xml'],
    kinds: [restTracking, webhook, webTracking, errors, soapTracking, otherReply],
  }),
});
