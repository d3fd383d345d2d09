import {
  asObject,
  asText,
  found,
  foundAll,
  holds,
  pick,
  refuse,
  stated,
  textAt,
  type DocumentKind,
  type Found,
  type JsonValue,
  type Reading,
} from '@whereabouts/plugin-sdk';
import type { Config } from './settings';
import { moment, readTicket, satisfactionOf } from './ticket';

const EVENT = /^zen:event-type:(?:messaging_)?ticket\.(\w+)$/;
/** Events after which there is no ticket to work on. */
const GONE: ReadonlySet<string> = new Set(['soft_deleted', 'permanently_deleted', 'marked_as_spam', 'merged']);

/** Requests are tickets as the customer sees them. */
const TICKETS = ['ticket', 'tickets.*', 'request', 'requests.*'];
const RATINGS = ['satisfaction_rating', 'satisfaction_ratings.*'];
const ERRORS = ['error', 'errors.*'];

/** Whatever the API answers bears its address. */
const apiOf = (value: JsonValue): string | null => /\/api\/v2\/(\w+)/.exec(textAt(value, 'url') ?? '')?.[1] ?? null;
const isOfTickets = (value: JsonValue): boolean => /^(tickets|requests)$/.test(apiOf(value) ?? '');
const isTriggerBody = (document: JsonValue): boolean =>
  textAt(document, 'id', 'ticket_id', 'ticketId') !== null && (apiOf(document) === null || isOfTickets(document));

/** Lists and single objects that are no tickets. */
const OTHERS = [
  'audit',
  'audits',
  'brands',
  'comment',
  'conversation_log',
  'count',
  'custom_status',
  'custom_statuses',
  'deleted_tickets',
  'groups',
  'job_status',
  'macros',
  'organization',
  'organizations',
  'rows',
  'survey_responses',
  'tags',
  'ticket_events',
  'ticket_field',
  'ticket_fields',
  'ticket_forms',
  'ticket_metric',
  'ticket_metrics',
  'triggers',
  'upload',
  'user',
  'users',
  'views',
  'webhook',
  'webhooks',
];

/** A list without an envelope, as clients of the API keep it. */
function bare(document: JsonValue): readonly Found[] {
  const all = Array.isArray(document) ? found(document, '*') : [];
  return all.some(({ value }) => isOfTickets(value)) ? all : [];
}

/** The kinds of documents that Zendesk sends and answers, in the order in which they are tried. */
export const documentKinds: readonly DocumentKind<Config>[] = [
  {
    name: 'event of the subscription to ticket events',
    fits: (document) => holds(document, 'zendesk_event_version'),
    read: readEvent,
  },
  {
    name: 'tickets of the API',
    fits: (document) =>
      holds(document, 'ticket', 'tickets', 'request', 'requests', 'results') || bare(document).length > 0,
    read(document, reading, settings) {
      const results = found(document, 'results.*');
      const tickets = results.filter(
        ({ value }) => pick(value, 'result_type') === 'ticket' || (!holds(value, 'result_type') && isOfTickets(value)),
      );
      if (tickets.length < results.length) reading.note('/results', 'results that are no tickets are not kept');
      const all = [...foundAll(document, TICKETS), ...tickets, ...bare(document)];
      if (all.length === 0) reading.note('', 'a list without tickets');
      reading.each(all, (value, path) => {
        reading.tickets.push(readTicket({ value, path }, { document, reading, settings }));
        // Only exports hold what was deleted: it is no ticket to work on.
        if (textAt(value, 'status') === 'deleted') reading.note(path, 'the ticket was deleted');
      });
    },
  },
  {
    name: 'error',
    fits: (document) => holds(document, 'error', 'errors'),
    read(document, reading) {
      for (const { value, path } of foundAll(document, ERRORS)) reading.sourceError(path, errorText(value, document));
    },
  },
  {
    name: 'satisfaction ratings of the API',
    fits: (document) => holds(document, 'satisfaction_rating', 'satisfaction_ratings') && !isTriggerBody(document),
    read: (document, reading) =>
      reading.each(foundAll(document, RATINGS), (value, path) => {
        const satisfaction = satisfactionOf(textAt(value, 'score'));
        if (satisfaction === null) return reading.note(path, 'a rating that was offered, and not given');
        const externalId = textAt(value, 'ticket_id') ?? refuse('a rating of no ticket', '/ticket_id');
        reading.tickets.push({ externalId, subject: '', openedAt: null, satisfaction });
      }),
  },
  {
    name: 'comments of the API',
    fits: (document) => Array.isArray(pick(document, 'comments')),
    read: (_document, reading) =>
      reading.note('/comments', 'comments say not which ticket they belong to: nothing is kept'),
  },
  {
    name: 'body of a trigger or automation',
    fits: isTriggerBody,
    read: (document, reading, settings) =>
      void reading.tickets.push(readTicket({ value: document, path: '' }, { document, reading, settings })),
  },
  {
    name: 'another answer of the API',
    fits: (document) =>
      holds(document, ...OTHERS) ||
      apiOf(document) !== null ||
      Object.values(asObject(document) ?? {}).some((value) => apiOf(value) !== null),
    read: (_document, reading) => reading.note('', 'no tickets in it'),
  },
];

function readEvent(document: JsonValue, reading: Reading, settings: Partial<Config>): void {
  const type = textAt(document, 'type') ?? '';
  const [, name] = EVENT.exec(type) ?? [];
  const detail = pick(document, 'detail');
  if (name === undefined || asObject(detail) === null)
    return reading.note('/type', `${type || 'an event without a type'}: says nothing of tickets`);
  const ticket = readTicket({ value: detail ?? null, path: '/detail' }, { document, reading, settings });
  const current = textAt(document, 'event.current');
  const field = (setting: string | undefined): string | null =>
    name === 'custom_field_changed' && setting !== undefined && names(pick(document, 'event.custom_field'), setting)
      ? current
      : null;
  const ended = name === 'status_changed' && (ticket.status === 'SOLVED' || ticket.status === 'CLOSED');
  reading.tickets.push({
    ...ticket,
    ...stated({
      closedAt: ended ? moment(textAt(document, 'time')) : null,
      orderNumber: field(settings.orderNumberField),
      trackingNumber: field(settings.trackingNumberField),
    }),
  });
  if (GONE.has(name)) reading.note('/type', `the ticket was ${name.replace(/_/g, ' ')}`);
  else if (settings.readTickets === true) reading.follow.push(`tickets/${ticket.externalId}`);
}

const names = (field: JsonValue | undefined, setting: string): boolean =>
  ['id', 'title', 'raw_title'].some((key) => textAt(field, key) === setting);

/** `{error, description}`, `{error: {title, message}}` or `{errors: [{code, title, detail}]}`. */
const errorText = (error: JsonValue, document: JsonValue): string =>
  [
    asText(error) ?? textAt(error, 'title', 'code'),
    textAt(error, 'message', 'detail') ?? textAt(document, 'description'),
  ]
    .filter(Boolean)
    .join(': ') || 'an error without a message';
