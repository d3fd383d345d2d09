import {
  asText,
  definePlugin,
  documentReader,
  found,
  foundAll,
  pick,
  says,
  sharedSecretPush,
  stated,
  textAt,
  type DocumentKind,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { act } from './act';
import { CODES } from './codes';
import { Settings, type Config } from './settings';
import { customersText, readMessage, readTicket } from './ticket';

/** What stands alone, in an envelope, or in a list of the API. */
const inside = (document: JsonValue, lists: readonly string[]) => {
  const wrapped = foundAll(document, lists);
  return wrapped.length > 0 ? wrapped : found(document, '');
};
const MESSAGES = ['data.*', 'message.*'];
const TICKETS = ['ticket.*', 'data.*'];
const isMessage = (value: JsonValue): boolean => says(value, 'ticket_id') && says(value, 'from_agent');

const kinds: readonly DocumentKind<Config>[] = [
  {
    name: 'error',
    fits: (document) => says(document, 'error', 'response.error'),
    read(document, reading) {
      for (const { value, path } of foundAll(document, ['error', 'response.error']))
        reading.sourceError(path, textAt(value, 'msg') ?? asText(value) ?? 'an error without a message');
    },
  },
  {
    name: 'messages of the API, or of an HTTP integration',
    fits: (document) => !says(document, 'ticket') && inside(document, MESSAGES).some(({ value }) => isMessage(value)),
    read: (document, reading, settings) =>
      reading.each(inside(document, MESSAGES), (message) => void reading.tickets.push(readMessage(message, settings))),
  },
  {
    name: 'event of the API',
    fits: (document) => says(document, 'object_type') && says(document, 'type'),
    read(document, reading, settings) {
      const type = textAt(document, 'type') ?? '';
      const isOfTicket = /^ticket$/i.test(textAt(document, 'object_type') ?? '');
      if (!isOfTicket) return reading.note('/type', `${type}: says nothing of tickets`);
      const id = pick(document, 'object_id') ?? null;
      const data = pick(document, 'data');
      const ticket = { ...(typeof data === 'object' && !Array.isArray(data) ? data : {}), id };
      reading.tickets.push(readTicket({ value: ticket, path: '/data' }, { reading, settings }));
    },
  },
  {
    name: 'tickets of the API, or of an HTTP integration',
    fits: (document) => says(document, 'ticket', 'data', 'id', 'ticket_id', 'ticketId'),
    read(document, reading, settings) {
      if (Array.isArray(pick(document, 'data')) && found(document, 'data.*').length === 0)
        return reading.note('/data', 'a list without tickets');
      const beside = pick(document, 'message');
      reading.each(inside(document, TICKETS), (value, path) => {
        const ticket = readTicket({ value, path }, { reading, settings });
        const text = says(document, 'ticket') ? customersText(beside ?? null) : null;
        reading.tickets.push({ ...ticket, ...stated({ text: ticket.text ?? text }) });
      });
    },
  },
];

/** Gorgias as a helpdesk: bodies of its HTTP integrations, and its REST API. */
export const plugin = definePlugin<Config>({
  id: 'gorgias',
  name: 'Gorgias',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'HELPDESK',
  capabilities: ['push', 'addTicketNote', 'replyToTicket', 'setTicketStatus', 'tagTicket'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  act,
  normalize: documentReader({ kinds }),
});
