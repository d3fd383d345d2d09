import { basicAuth, optionalWebhookSecrets, secret, settingsHeaders, ticketFields } from '@whereabouts/plugin-sdk';
import { z } from 'zod';

export const Settings = z.object({
  ...optionalWebhookSecrets,
  /** `shop` for `shop.freshdesk.com`. */
  domain: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]*$/i),
  /** Of an agent: notes are written in this name. */
  apiKey: secret().optional(),
  /** Reads the whole ticket after a webhook: bodies of automations hold neither the conversation nor all times. */
  readTickets: z.boolean().default(false),
  ...ticketFields,
  /** In place of `https://{domain}.freshdesk.com`. */
  baseUrl: z.url().optional(),
});
export type Config = z.output<typeof Settings>;

export const ticketsOf = ({ baseUrl, domain }: Config): string =>
  `${baseUrl?.replace(/\/$/, '') ?? `https://${domain}.freshdesk.com`}/api/v2/tickets`;

/** The key is the user's name; Freshdesk wants any password beside it. */
export const authorize = settingsHeaders<Config>(({ apiKey }) =>
  apiKey === undefined ? null : { authorization: basicAuth(apiKey, 'X') },
);
