import { secret, settingsHeaders, webhookSecrets } from '@whereabouts/plugin-sdk';
import { z } from 'zod';

export const Settings = z.object({
  /** Client secret of the app that made the webhooks; or, for webhooks with headers of their own, what these hold. */
  ...webhookSecrets,
  storeHash: z
    .string()
    .trim()
    .regex(/^[a-z0-9]+$/i),
  /** With the scope Orders: read-only to read what webhooks point to, modify for order notes. */
  accessToken: secret().optional(),
  /** In place of `https://api.bigcommerce.com`. */
  baseUrl: z.url().default('https://api.bigcommerce.com'),
});
export type Config = z.output<typeof Settings>;

export const ordersOf = ({ baseUrl, storeHash }: Config): string =>
  `${baseUrl.replace(/\/$/, '')}/stores/${storeHash}/v2/orders`;

export const authorize = settingsHeaders<Config>(({ accessToken }) =>
  accessToken === undefined ? null : { 'x-auth-token': accessToken },
);
