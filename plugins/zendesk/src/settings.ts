import { basicAuth, optionalWebhookSecrets, secret, settingsHeaders, ticketFields } from '@whereabouts/plugin-sdk';
import { z } from 'zod';

export const Settings = z.object({
  /** Signing secret of the webhook in the Admin Center. */
  ...optionalWebhookSecrets,
  /** `shop` for `shop.zendesk.com`. */
  subdomain: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]*$/i),
  /** Agent on whose behalf the API is used. */
  email: z.email().optional(),
  apiToken: secret().optional(),
  /** Reads the whole ticket after an event: events name neither the customer's address nor the shop's own fields. */
  readTickets: z.boolean().default(false),
  ...ticketFields,
  /** In place of `https://{subdomain}.zendesk.com`. */
  baseUrl: z.url().optional(),
});
export type Config = z.output<typeof Settings>;

export const baseUrlOf = ({ baseUrl, subdomain }: Pick<Config, 'baseUrl' | 'subdomain'>): string =>
  baseUrl?.replace(/\/$/, '') ?? `https://${subdomain}.zendesk.com`;

export const authorize = settingsHeaders<Config>(({ email, apiToken }) =>
  email === undefined || apiToken === undefined ? null : { authorization: basicAuth(`${email}/token`, apiToken) },
);
