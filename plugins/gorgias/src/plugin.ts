import {
  asText,
  definePlugin,
  documentReader,
  found,
  pick,
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

const has = (document: JsonValue, ...paths: readonly string[]): boolean =>
  paths.some((path) => pick(document, path) !== undefined && pick(document, path) !== null);
/** What stands alone, in an envelope, or in a list of the API. */
const inside = (document: JsonValue, ...names: readonly string[]) => {
  const wrapped = names.flatMap((name) => found(document, `${name}.*`));
  return wrapped.length > 0 ? wrapped : found(document, '');
};
const isMessage = (value: JsonValue): boolean => has(value, 'ticket_id') && has(value, 'from_agent');

const kinds = (settings: Partial<Config>): readonly DocumentKind[] => [
  {
    name: 'error',
    fits: (document) => has(document, 'error', 'response.error'),
    read(document, reading) {
      for (const { value, path } of [...found(document, 'error'), ...found(document, 'response.error')])
        reading.sourceError(path, textAt(value, 'msg') ?? asText(value) ?? 'an error without a message');
    },
  },
  {
    name: 'messages of the API, or of an HTTP integration',
    fits: (document) =>
      !has(document, 'ticket') && inside(document, 'data', 'message').some(({ value }) => isMessage(value)),
    read: (document, reading) =>
      reading.each(
        inside(document, 'data', 'message'),
        (message) => void reading.tickets.push(readMessage(message, settings)),
      ),
  },
  {
    name: 'event of the API',
    fits: (document) => has(document, 'object_type') && has(document, 'type'),
    read(document, reading) {
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
    fits: (document) => has(document, 'ticket', 'data', 'id', 'ticket_id', 'ticketId'),
    read(document, reading) {
      if (Array.isArray(pick(document, 'data')) && found(document, 'data.*').length === 0)
        return reading.note('/data', 'a list without tickets');
      const beside = pick(document, 'message');
      reading.each(inside(document, 'ticket', 'data'), (value, path) => {
        const ticket = readTicket({ value, path }, { reading, settings });
        const text = has(document, 'ticket') ? customersText(beside ?? null) : null;
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
  normalize: (input, settings = {}) => documentReader({ kinds: kinds(settings) })(input),
});
