import { basicAuth, optionalWebhookSecrets, secret, settingsHeaders, ticketFields } from '@whereabouts/plugin-sdk';
import { z } from 'zod';

export const Settings = z.object({
  ...optionalWebhookSecrets,
  /** `shop` for `shop.gorgias.com`. */
  domain: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]*$/i),
  /** User on whose behalf the API is used: notes are written in this name. */
  email: z.email().optional(),
  apiKey: secret().optional(),
  ...ticketFields,
  /** In place of `https://{domain}.gorgias.com`. */
  baseUrl: z.url().optional(),
});
export type Config = z.output<typeof Settings>;

export const baseUrlOf = ({ baseUrl, domain }: Config): string =>
  baseUrl?.replace(/\/$/, '') ?? `https://${domain}.gorgias.com`;

export const authorize = settingsHeaders<Config>(({ email, apiKey }) =>
  email === undefined || apiKey === undefined ? null : { authorization: basicAuth(email, apiKey) },
);
