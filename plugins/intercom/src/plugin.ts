import {
  asText,
  definePlugin,
  failed,
  followOnly,
  found,
  joinedAnswer,
  malformed,
  pick,
  pullJson,
  signedPush,
  type HostContext,
  type JsonAnswer,
} from '@whereabouts/plugin-sdk';
import { act } from './act';
import { CODES } from './codes';
import { normalize } from './documents';
import { apiOf, authorize, Settings, type Config } from './settings';

async function read(path: string, context: HostContext<Config>): Promise<JsonAnswer> {
  const access = await authorize(context);
  if (!access.ok) return access;
  return pullJson(context, { url: `${apiOf(context.config)}/${path}`, headers: access.headers });
}

/** The conversation or ticket, and its first contact, whom it names by an id: two answers as one document. */
const pull = followOnly<Config>(
  async (link, context) => {
    if (!/^(conversations|tickets)\/\w{1,40}$/.test(link))
      return failed(malformed('neither a conversation nor a ticket of Intercom'));
    const whole = await read(link, context);
    if (!whole.ok) return whole;
    const id = asText(pick(found(whole.value, 'contacts.contacts.*')[0]?.value, 'id')) ?? '';
    const contact = /^\w{1,40}$/.test(id) ? await read(`contacts/${id}`, context) : null;
    // Contacts can be deleted, or be beyond what the token may read: the conversation stands without.
    if (contact?.ok !== true) return whole;
    const joined = { ...(whole.value as object), contacts: { contacts: [contact.value] } };
    return joinedAnswer(joined);
  },
  { requests: 150, perSeconds: 60 },
);

/** Intercom as a helpdesk: notifications, conversations and tickets. */
export const plugin = definePlugin<Config>({
  id: 'intercom',
  name: 'Intercom',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'HELPDESK',
  capabilities: ['push', 'follow', 'addTicketNote', 'replyToTicket', 'setTicketStatus', 'tagTicket'],
  config: Settings,
  codes: CODES,
  push: signedPush({ header: 'x-hub-signature', algorithm: 'sha1', encoding: 'hex', prefix: 'sha1=' }),
  pull,
  act,
  normalize,
});
