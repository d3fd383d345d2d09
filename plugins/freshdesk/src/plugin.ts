import { definePlugin, failed, followOnly, malformed, pullBytes, sharedSecretPush } from '@whereabouts/plugin-sdk';
import { act } from './act';
import { CODES } from './codes';
import { normalize } from './documents';
import { authorize, Settings, ticketsOf, type Config } from './settings';

/** The smallest plan is allowed this much. */
const BUDGET = { requests: 50, perSeconds: 60 };

/** The whole ticket after a webhook, with its customer, conversation and times. */
const pull = followOnly<Config>(async (link, context) => {
  const [, id] = /^tickets\/(\d{1,20})$/.exec(link) ?? [];
  if (id === undefined) return failed(malformed('not a ticket of Freshdesk'));
  const access = await authorize(context);
  if (!access.ok) return access;
  const headers = { accept: 'application/json', ...access.headers };
  const url = `${ticketsOf(context.config)}/${id}?include=conversations,requester,stats`;
  return pullBytes(context, { url, headers });
}, BUDGET);

/** Freshdesk as a helpdesk: bodies of automations, and its API v2. Automations sign nothing. */
export const plugin = definePlugin<Config>({
  id: 'freshdesk',
  name: 'Freshdesk',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'HELPDESK',
  capabilities: ['push', 'follow', 'addTicketNote', 'replyToTicket', 'setTicketStatus', 'tagTicket'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull,
  act,
  normalize,
});
