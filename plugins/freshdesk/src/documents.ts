import {
  documentReader,
  found,
  pick,
  textAt,
  type DocumentKind,
  type Found,
  type JsonValue,
  type Normalized,
  type RawInput,
} from '@whereabouts/plugin-sdk';
import type { Config } from './settings';
import { readMessage, readRating, readTicket } from './ticket';

const has = (value: JsonValue, ...paths: readonly string[]): boolean =>
  paths.some((path) => pick(value, path) !== undefined && pick(value, path) !== null);

/** One of them, a list, or the answer to a search. */
const inside = (document: JsonValue, ...names: readonly string[]): readonly Found[] => {
  const wrapped = names.flatMap((name) => found(document, `${name}.*`));
  return wrapped.length > 0 ? wrapped : found(document, '*');
};
const TICKETS = ['freshdesk_webhook', 'helpdesk_ticket', 'results', 'tickets', 'ticket', 'data.ticket'];

const isMessage = (value: JsonValue): boolean =>
  has(value, 'ticket_id') && has(value, 'incoming', 'body_text', 'private');
const isRating = (value: JsonValue): boolean => has(value, 'ticket_id') && has(value, 'ratings');
const isTicket = (value: JsonValue): boolean =>
  has(value, 'ticket_id', 'ticketId', 'display_id') ||
  (has(value, 'id') && has(value, 'subject', 'requester_id', 'responder_id', 'description', 'custom_fields'));

const kinds = (settings: Partial<Config>): readonly DocumentKind[] => [
  {
    name: 'error',
    fits: (document) =>
      has(document, 'errors', 'require_login') ||
      (has(document, 'code') && has(document, 'message') && !has(document, 'id')),
    read(document, reading) {
      for (const { value, path } of found(document, 'errors.*'))
        reading.sourceError(
          path,
          [textAt(value, 'code'), textAt(value, 'field'), textAt(value, 'message')].filter(Boolean).join(': '),
        );
      const whole = [textAt(document, 'code'), textAt(document, 'message', 'description')].filter(Boolean).join(': ');
      if (reading.issues.length === 0) reading.sourceError('', whole || 'a login is required');
    },
  },
  {
    name: 'answers to satisfaction surveys',
    fits: (document) => inside(document).some(({ value }) => isRating(value)),
    read: (document, reading) =>
      reading.each(inside(document), (value) => void reading.tickets.push(readRating(value))),
  },
  {
    name: 'messages of a ticket',
    fits: (document) => inside(document).some(({ value }) => isMessage(value)),
    read: (document, reading) =>
      reading.each(inside(document), (value) => void reading.tickets.push(readMessage(value, settings))),
  },
  {
    name: 'tickets of the API, or bodies of automations',
    fits: (document) =>
      TICKETS.some((name) => has(document, name)) || inside(document).some(({ value }) => isTicket(value)),
    read(document, reading) {
      const tickets = inside(document, ...TICKETS);
      if (has(document, 'results') && found(document, 'results.*').length === 0)
        return reading.note('/results', 'a list without tickets');
      // The answers of the API hold these: what came by a webhook does not.
      const isOfApi = tickets.some(({ value }) => has(value, 'requester_id', 'stats'));
      reading.each(tickets, (value, path) => {
        const ticket = readTicket({ value, path }, { reading, settings });
        reading.tickets.push(ticket);
        if (settings.readTickets === true && !isOfApi && /^\d{1,20}$/.test(ticket.externalId))
          reading.follow.push(`tickets/${ticket.externalId}`);
      });
    },
  },
  {
    name: 'something else',
    fits: (document) =>
      (Array.isArray(document) && document.length === 0) ||
      inside(document).some(({ value }) => OTHERS.some((one) => has(value, one))),
    read: (document, reading) =>
      reading.note(
        '',
        Array.isArray(document) && document.length === 0 ? 'a list without tickets' : 'says nothing of tickets',
      ),
  },
];

/** Contacts, agents, companies, groups and fields. */
const OTHERS = ['contact', 'mobile', 'available', 'domains', 'agent_ids', 'label_for_customers'];

export const normalize = (input: RawInput, settings: Partial<Config> = {}): Normalized =>
  documentReader({ kinds: kinds(settings) })(input);
