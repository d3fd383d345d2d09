import {
  actRequest,
  asText,
  definePlugin,
  documentReader,
  found,
  htmlOfText,
  pick,
  sharedSecretPush,
  stated,
  textAt,
  type Actions,
  type ActRequest,
  type DocumentKind,
  type HostContext,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { authorize, baseUrlOf, Settings, type Config } from './settings';
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

const change = (
  context: HostContext<Config>,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  json: JsonValue,
  more: Pick<ActRequest, 'reference'> = {},
) => actRequest(context, authorize, { url: `${baseUrlOf(context.config)}/api/tickets/${path}`, method, json, ...more });
const id = encodeURIComponent;

/** Create Message, Update Ticket, Add and Remove Tags of the REST API. */
const act: Actions<Config> = {
  addTicketNote({ ticketId, text }, context) {
    const address = context.config.email ?? '';
    const note = {
      channel: 'internal-note',
      via: 'api',
      public: false,
      from_agent: true,
      sender: { email: address },
      source: { type: 'internal-note', from: { address }, to: [] },
      body_text: text,
      body_html: htmlOfText(text),
    };
    return change(context, 'POST', `${id(ticketId)}/messages`, note, { reference: 'id' });
  },
  setTicketStatus: ({ ticketId, status }, context) =>
    change(context, 'PUT', id(ticketId), { status: status === 'OPEN' || status === 'PENDING' ? 'open' : 'closed' }),
  async tagTicket({ ticketId, add, remove }, context) {
    const path = `${id(ticketId)}/tags`;
    const added = add.length === 0 ? null : await change(context, 'POST', path, { names: add });
    if (added?.ok === false || remove.length === 0) return added ?? { ok: true };
    return change(context, 'DELETE', path, { names: remove });
  },
};

/** Gorgias as a helpdesk: bodies of its HTTP integrations, and its REST API. */
export const plugin = definePlugin<Config>({
  id: 'gorgias',
  name: 'Gorgias',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'HELPDESK',
  capabilities: ['push', 'addTicketNote', 'setTicketStatus', 'tagTicket'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  act,
  normalize: (input, settings = {}) => documentReader({ kinds: kinds(settings) })(input),
});
