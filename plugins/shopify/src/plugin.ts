import { anySecret, definePlugin, header, hmacMatches, webhookSecrets } from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { normalize } from './normalize';
import { STATUSES } from './status-table';

/**
 * Shopify as a storefront: orders and fulfillments by webhook, REST and Admin GraphQL bodies. No pull: none of
 * Shopify's APIs documents a way to look something up by tracking number (see the README).
 */
export const plugin = definePlugin({
  id: 'shopify',
  name: 'Shopify',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'STOREFRONT',
  capabilities: ['push'],
  config: z.object(webhookSecrets),
  codes: STATUSES,
  push: {
    /** `X-Shopify-Hmac-SHA256`: base64 of the HMAC-SHA256 of the raw body, with the app's client secret. */
    verify: ({ headers, body, secrets }) =>
      anySecret(secrets, (secret) =>
        hmacMatches({
          algorithm: 'sha256',
          encoding: 'base64',
          secret,
          data: body,
          signature: header(headers, 'x-shopify-hmac-sha256'),
        }),
      ),
  },
  normalize,
});
