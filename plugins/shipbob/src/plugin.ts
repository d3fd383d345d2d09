import { definePlugin, secret, standardWebhooksPush, webhookSecrets } from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { normalize } from './normalize';
import { pull } from './pull';
import { STATUSES } from './status-table';

/** ShipBob as a warehouse: orders, shipments, stock and returns, by webhook and by REST. */
export const plugin = definePlugin({
  id: 'shipbob',
  name: 'ShipBob',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'WAREHOUSE',
  capabilities: ['push', 'pull'],
  config: z.object({
    ...webhookSecrets,
    /** Personal access token with the scope `tracking_read`. Without it nothing is pulled. */
    token: secret().optional(),
    /** With the API version. The Tracking API exists since 2026-01; the sandbox is `sandbox-api.shipbob.com`. */
    baseUrl: z.url().default('https://api.shipbob.com/2026-01'),
  }),
  codes: STATUSES,
  push: standardWebhooksPush(),
  pull,
  normalize,
});
