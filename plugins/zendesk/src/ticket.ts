import {
  asList,
  asObject,
  asText,
  eventTime,
  fieldValues,
  found,
  holds,
  messagesOf,
  pick,
  plainText,
  refuse,
  stated,
  textAt,
  type Found,
  type Instant,
  type JsonObject,
  type JsonValue,
  type Reading,
  type TicketRecord,
} from '@whereabouts/plugin-sdk';
import { STATUSES } from './codes';
import type { Config } from './settings';

/** What stands beside a ticket: people and forms that it names by id, its comments, and the settings. */
export interface Around {
  readonly document: JsonValue;
  readonly reading: Reading;
  readonly settings: Partial<Config>;
}

/**
 * A ticket of the API, of an event, or of a body that a trigger fills in: there the merchant chooses the names, so each
 * fact is looked for under those that placeholders and the documentation's examples suggest.
 */
export function readTicket({ value: ticket, path }: Found, { document, reading, settings }: Around): TicketRecord {
  const first = (...names: readonly string[]): string | null => textAt(ticket, ...names);
  const externalId = first('id', 'ticket_id', 'ticketId') ?? refuse('a ticket without an id', '/id');
  const status = STATUSES.get(first('status', 'ticket_status')?.toLowerCase() ?? '');
  const requester = person(document, first('requester_id')) ?? asObject(pick(ticket, 'requester'));
  const own = ownFields({ value: ticket, path }, reading);
  const text = first('description', 'ticket_description', 'ticket_comment', 'comment');
  return {
    externalId,
    subject: first('subject', 'ticket_subject', 'title', 'ticket_title') ?? '',
    openedAt: moment(first('created_at', 'ticket_created_at')) ?? null,
    ...stated({
      text: text === null ? null : plainText(text.replace(PLACEHOLDER_HEADING, '')),
      status,
      tags: tagsOf(pick(ticket, 'tags') ?? pick(ticket, 'ticket_tags')),
      form:
        formName(document, first('ticket_form_id')) ??
        first('ticket_form', 'form', 'type', 'ticket_type')?.toLowerCase(),
      updatedAt: moment(first('updated_at', 'ticket_updated_at')),
      closedAt:
        status === 'SOLVED' || status === 'CLOSED'
          ? moment(first('solved_at') ?? solvedAt(document, externalId))
          : null,
      orderNumber: first('order_number', 'order_id') ?? own(settings.orderNumberField),
      trackingNumber: first('tracking_number') ?? own(settings.trackingNumberField),
      customerEmail: asText(requester?.email) ?? first('requester_email', 'email') ?? sender(ticket),
      customerName: asText(requester?.name) ?? first('requester_full_name', 'requester_name'),
      customerMessages: countComments(document, first('requester_id'), reading),
      satisfaction: satisfactionOf(first('satisfaction_rating.score', 'satisfaction_rating', 'satisfaction')),
      url: agentUrl(externalId, first('link', 'ticket_link', 'ticket_url', 'url'), settings),
    }),
  };
}

/** `{{ticket.description}}` begins with a rule and a line on who wrote it and when. */
const PLACEHOLDER_HEADING = /^-{10,}\s+[^\n]{1,200}\d{1,2}:\d\d[^\n]{0,20}\n+/;

export const moment = (text: string | null | undefined): Instant | undefined =>
  eventTime({ text: text ?? null }).occurredAt ?? undefined;

const person = (document: JsonValue, id: string | null): JsonObject | null =>
  id === null ? null : byId(document, 'users', id);

const formName = (document: JsonValue, id: string | null): string | null =>
  id === null ? null : asText(byId(document, 'ticket_forms', id)?.name);

function byId(document: JsonValue, list: string, id: string): JsonObject | null {
  const fitting = found(document, `${list}.*`).find(({ value }) => textAt(value, 'id') === id);
  return asObject(fitting?.value);
}

const solvedAt = (document: JsonValue, ticketId: string): string | null =>
  asText(
    found(document, 'metric_sets.*')
      .map(({ value }) => value)
      .filter((metrics) => textAt(metrics, 'ticket_id') === ticketId)
      .map((metrics) => pick(metrics, 'solved_at'))[0],
  );

/** A list, or words with blanks between: Zendesk's tags hold none. */
const tagsOf = (tags: JsonValue | undefined): readonly string[] | null =>
  tags === undefined || tags === null
    ? null
    : asList(tags).flatMap(
        (tag) =>
          asText(tag)
            ?.split(/[\s,]+/)
            .filter((word) => word !== '') ?? [],
      );

/** Fields that the merchant made: named by their id, or by their title where the document says it. */
function ownFields({ value: ticket, path }: Found, reading: Reading): (name: string | undefined) => string | null {
  const values = fieldValues(
    reading,
    found(ticket, pick(ticket, 'custom_fields') ? 'custom_fields.*' : 'fields.*', path),
  );
  return (name) => (name === undefined ? null : (values.get(name) ?? textAt(ticket, name, `ticket_field_${name}`)));
}

/** Of a ticket that came by e-mail. */
const sender = (ticket: JsonValue): string | null =>
  textAt(ticket, 'via.channel') === 'email' ? textAt(ticket, 'via.source.from.address') : null;

/** Public comments of the requester, where the document holds the comments. */
function countComments(document: JsonValue, requester: string | null, reading: Reading): number | null {
  if (requester === null || !holds(document, 'comments')) return null;
  const isRequesters = (comment: JsonValue): boolean =>
    textAt(comment, 'author_id') === requester && pick(comment, 'public') !== false;
  return messagesOf(reading, found(document, 'comments.*'), isRequesters, () => '').length;
}

/** `good`, `bad`, `good_with_comment` …; offered and unoffered are no answer. */
export function satisfactionOf(score: string | null): number | null {
  if (/^good/i.test(score ?? '')) return 5;
  return /^bad/i.test(score ?? '') ? 1 : null;
}

/** The page that agents open: the API's own address is of no use to them. */
function agentUrl(id: string, written: string | null, { subdomain }: Partial<Config>): string | null {
  const host =
    /^(?:https?:\/\/)?([\w.-]+)\//.exec(written ?? '')?.[1] ?? (subdomain ? `${subdomain}.zendesk.com` : null);
  return host === null || !/^\w+$/.test(id) ? null : `https://${host}/agent/tickets/${id}`;
}
