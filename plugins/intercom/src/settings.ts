import { line, optionalWebhookSecrets, secret, settingsHeaders, ticketFields } from '@whereabouts/plugin-sdk';
import { z } from 'zod';

export const Settings = z.object({
  /** Client secret of the app in the Developer Hub. */
  ...optionalWebhookSecrets,
  accessToken: secret().optional(),
  /** Id of the teammate in whose name notes, states and tags are written. */
  adminId: z.string().trim().regex(/^\d+$/).optional(),
  /** Reads the whole conversation or ticket after a webhook, which holds the newest part only. */
  readTickets: z.boolean().default(false),
  ...ticketFields,
  /** Id of the workspace, for links to it: webhooks name it, the API does not. */
  workspaceId: line().optional(),
  /** `https://api.eu.intercom.io` or `https://api.au.intercom.io` for workspaces there. */
  baseUrl: z.url().default('https://api.intercom.io'),
});
export type Config = z.output<typeof Settings>;

/** The version in which states of tickets are words, and not numbers that each workspace counts by itself. */
const VERSION = '2.11';

export const apiOf = ({ baseUrl }: Config): string => baseUrl.replace(/\/$/, '');

export const authorize = settingsHeaders<Config>(({ accessToken }) =>
  accessToken === undefined ? null : { authorization: `Bearer ${accessToken}`, 'intercom-version': VERSION },
);

const TICKET = 'ticket-';

/** Conversations and tickets are counted apart: ids of tickets are marked. */
export const ticketIdOf = (id: string): string => `${TICKET}${id}`;

/** Where the API has what an id of ours names: `tickets/631` or `conversations/524`; null for what was never one. */
export function resourceOf(externalId: string): string | null {
  const [, mark, id] = /^(ticket-)?(\w{1,40})$/.exec(externalId) ?? [];
  return id === undefined ? null : `${mark === undefined ? 'conversations' : 'tickets'}/${id}`;
}
