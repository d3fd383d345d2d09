import {
  asObject,
  documentReader,
  found,
  foundAll,
  says,
  textAt,
  type DocumentKind,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import type { Config } from './settings';
import { readMessage, readRating, readTicket } from './ticket';

/** One of them, a list, or the answer to a search. */
const inside = (document: JsonValue, lists: readonly string[] = []): readonly Found[] => {
  const wrapped = foundAll(document, lists);
  return wrapped.length > 0 ? wrapped : found(document, '*');
};
const TICKETS = ['freshdesk_webhook', 'helpdesk_ticket', 'results', 'tickets', 'ticket', 'data.ticket'];
const LISTS = TICKETS.map((name) => `${name}.*`);

const isMessage = (value: JsonValue): boolean =>
  says(value, 'ticket_id') && says(value, 'incoming', 'body_text', 'private');
const isRating = (value: JsonValue): boolean => says(value, 'ticket_id') && says(value, 'ratings');
const isTicket = (value: JsonValue): boolean =>
  (says(value, 'ticket_id', 'ticketId', 'display_id') && !says(value, 'timer_running', 'time_spent')) ||
  (says(value, 'id') &&
    (says(value, 'subject', 'requester_id', 'responder_id') ||
      (says(value, 'status') && says(value, 'priority')) ||
      // Articles, companies, products and roles have ids and descriptions as well.
      (says(value, 'description', 'custom_fields') && !says(value, 'name', 'title'))));

const kinds: readonly DocumentKind<Config>[] = [
  {
    name: 'error',
    fits: (document) =>
      says(document, 'errors', 'require_login') ||
      (says(document, 'code') && says(document, 'message') && !says(document, 'id')) ||
      Object.keys(asObject(document) ?? {}).join() === 'message',
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
    read: (document, reading, settings) =>
      reading.each(inside(document), (value) => void reading.tickets.push(readMessage(value, settings))),
  },
  {
    name: 'tickets of the API, or bodies of automations',
    fits: (document) => says(document, ...TICKETS) || inside(document).some(({ value }) => isTicket(value)),
    read(document, reading, settings) {
      const tickets = inside(document, LISTS);
      if (says(document, 'results') && found(document, 'results.*').length === 0)
        return reading.note('/results', 'a list without tickets');
      // The answers of the API hold these: what came by a webhook does not.
      const isOfApi = tickets.some(({ value }) => says(value, 'requester_id', 'stats'));
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
      inside(document).some(({ value }) => says(value, ...OTHERS)),
    read: (document, reading) =>
      reading.note(
        '',
        Array.isArray(document) && document.length === 0 ? 'a list without tickets' : 'says nothing of tickets',
      ),
  },
];

/** Contacts, agents, companies, groups, fields, times that were spent, jobs, articles, products, mailboxes, roles. */
const OTHERS = [
  'contact',
  'mobile',
  'email',
  'available',
  'domains',
  'agent_ids',
  'label',
  'label_for_customers',
  'time_spent',
  'job_id',
  'folder_id',
  'category_id',
  'primary_email',
  'to_email',
  'default',
  'account_id',
];

export const normalize = documentReader({ kinds });
