import {
  asObject,
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
  type JsonObject,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { act } from './act';
import { CODES, EVENTS } from './codes';
import { Settings, type Config } from './settings';
import { customersText, readMessage, readSurvey, readTicket } from './ticket';

/** What stands alone, in an envelope, or in a list of the API. */
const inside = (document: JsonValue, lists: readonly string[]) => {
  const wrapped = foundAll(document, lists);
  return wrapped.length > 0 ? wrapped : found(document, '*');
};
const MESSAGES = ['data.*', 'message.*'];
const SURVEYS = ['data.*'];
const TICKETS = ['ticket.*', 'data.*', 'response.*'];
const OF_TICKETS = ['ticket', 'data', 'id', 'ticket_id', 'ticketId'];
const isMessage = (value: JsonValue): boolean => says(value, 'ticket_id') && says(value, 'from_agent');

const isEvent = (value: JsonValue): boolean => says(value, 'object_type') && says(value, 'type');
/** What an event says by its type, where its data say nothing. */
function saidByType(type: string, event: JsonValue): JsonObject {
  const at = textAt(event, 'created_datetime');
  const status = EVENTS.get(type.toLowerCase());
  return {
    ...(at === null ? {} : { updated_datetime: at }),
    ...(status === undefined ? {} : { status }),
    ...(at !== null && status === 'closed' ? { closed_datetime: at } : {}),
  };
}

const withoutNulls = (value: JsonValue | undefined): JsonObject =>
  Object.fromEntries(Object.entries(asObject(value) ?? {}).filter(([, inner]) => inner !== null));

/** Survey of a ticket: `score` is null until the customer answers. */
const isSurvey = (value: JsonValue): boolean =>
  says(value, 'ticket_id') && pick(value, 'score') !== undefined && !says(value, 'subject', 'status');

/** Customers, users, tags, integrations, views, rules and macros have ids like tickets. */
const isOther = (value: JsonValue): boolean =>
  /^\/api\/(?!tickets\b)/.test(textAt(value, 'uri') ?? '') ||
  (says(value, ...OTHERS) && !says(value, 'ticket_id', 'subject', 'messages') && textAt(value, 'status') === null);
const OTHERS = [
  'channels',
  'role',
  'decoration',
  'usage',
  'http',
  'field',
  'filters',
  'actions',
  'event_types',
  'domain',
];

const kinds: readonly DocumentKind<Config>[] = [
  {
    name: 'error',
    fits: (document) =>
      says(document, 'error', 'response.error', 'errors') ||
      (textAt(document, 'message') !== null && Object.keys(asObject(document) ?? {}).length === 1),
    read(document, reading) {
      for (const { value, path } of foundAll(document, ['error', 'response.error', 'errors.*', 'message']))
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
    name: 'events of the API',
    fits: (document) => isEvent(document) || found(document, 'data.*').some(({ value }) => isEvent(value)),
    read: (document, reading, settings) =>
      reading.each(isEvent(document) ? found(document, '') : found(document, 'data.*'), (event, path) => {
        const type = textAt(event, 'type') ?? '';
        const isOfTicket = /^ticket$/i.test(textAt(event, 'object_type') ?? '');
        if (!isOfTicket) return reading.note(`${path}/type`, `${type}: says nothing of tickets`);
        const id = pick(event, 'object_id') ?? null;
        const ticket = { ...saidByType(type, event), ...withoutNulls(pick(event, 'data')), id };
        reading.tickets.push(readTicket({ value: ticket, path: `${path}/data` }, { reading, settings }));
      }),
  },
  {
    name: 'satisfaction surveys of the API',
    fits: (document) => inside(document, SURVEYS).some(({ value }) => isSurvey(value)),
    read: (document, reading) =>
      reading.each(inside(document, SURVEYS), (survey) => void reading.tickets.push(readSurvey(survey))),
  },
  {
    name: 'something else of the API',
    fits: (document) => inside(document, SURVEYS).some(({ value }) => isOther(value)),
    read: (_document, reading) => reading.note('', 'no tickets in it'),
  },
  {
    name: 'tickets of the API, or of an HTTP integration',
    fits: (document) => inside(document, ['response.*']).some(({ value }) => says(value, ...OF_TICKETS)),
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
