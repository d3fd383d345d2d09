import {
  asList,
  asObject,
  asText,
  eventTime,
  fieldValues,
  found,
  messagesOf,
  namedTags,
  pick,
  plainText,
  refuse,
  stated,
  textAt,
  type Found,
  type Instant,
  type JsonValue,
  type Reading,
  type TicketRecord,
} from '@whereabouts/plugin-sdk';
import { STATUSES } from './codes';
import type { Config } from './settings';

type Fields = (...names: readonly string[]) => string | null;

/** The first of several names under which a value stands: templates of an HTTP integration name fields as they like. */
const fieldsOf =
  (value: JsonValue): Fields =>
  (...names) =>
    textAt(value, ...names);

export interface Around {
  readonly reading: Reading;
  readonly settings: Partial<Config>;
}

/** A ticket of the API, or what a template says of one. */
export function readTicket({ value: ticket, path }: Found, { reading, settings }: Around): TicketRecord {
  const first = fieldsOf(ticket);
  const externalId = first('id', 'ticket_id', 'ticketId') ?? refuse('a ticket without an id', '/id');
  const written = writtenOf({ value: ticket, path }, reading);
  const own = ownFields({ value: ticket, path }, reading);
  const status = STATUSES.get(first('status', 'ticket_status')?.toLowerCase() ?? '');
  return {
    externalId,
    subject: first('subject', 'ticket_subject', 'title') ?? '',
    openedAt: moment(first('created_datetime', 'ticket_created_datetime', 'created_at')) ?? null,
    ...stated({
      text: written?.[0] === undefined ? textOf(first) : textOf(fieldsOf(written[0])),
      status: status === 'OPEN' && first('snooze_datetime') !== null ? ('PENDING' as const) : status,
      tags: tagsOf({ value: ticket, path }, reading),
      form: first('form', 'contact_reason'),
      updatedAt: moment(first('updated_datetime', 'ticket_updated_datetime', 'updated_at')),
      closedAt: moment(first('closed_datetime')),
      orderNumber: first('order_number') ?? own(settings.orderNumberField),
      trackingNumber: first('tracking_number') ?? own(settings.trackingNumberField),
      customerEmail: first('customer.email', 'customer_email', 'requester.email', 'email'),
      customerName: first('customer.name', 'customer_name', 'requester.name'),
      customerMessages: written?.length,
      satisfaction: scoreOf(first('satisfaction_survey.score', 'satisfaction_score')),
      url: agentUrl(externalId, settings),
    }),
  };
}

/** One message: it names its ticket by id, and tells nothing of the ticket's beginning or status. */
export function readMessage(message: JsonValue, settings: Partial<Config>): TicketRecord {
  const first = fieldsOf(message);
  const externalId = first('ticket_id') ?? refuse('a message that names no ticket', '/ticket_id');
  const customer = isByCustomer(message) ? 'sender' : 'receiver';
  return {
    externalId,
    subject: first('subject') ?? '',
    openedAt: null,
    ...stated({
      text: customersText(message),
      updatedAt: moment(first('created_datetime', 'sent_datetime')),
      customerEmail: first(`${customer}.email`),
      customerName: first(`${customer}.name`),
      url: agentUrl(externalId, settings),
    }),
  };
}

/** JSON of the API, or the word that a placeholder gives. */
const isByCustomer = (message: JsonValue): boolean => String(pick(message, 'from_agent')).toLowerCase() === 'false';

/** Without the quoted history, where Gorgias has cut it off. */
function textOf(first: Fields): string | null {
  const text = first(
    'stripped_text',
    'body_text',
    'text',
    'first_message',
    'message',
    'excerpt',
    'stripped_html',
    'body_html',
  );
  return text === null ? null : plainText(text);
}

/** What a message says, when the customer wrote it. */
export const customersText = (message: JsonValue): string | null =>
  isByCustomer(message) && pick(message, 'public') !== false ? textOf(fieldsOf(message)) : null;

const moment = (text: string | null): Instant | undefined => eventTime({ text }).occurredAt ?? undefined;

/** Objects with a name, or names with commas between. */
function tagsOf({ value: ticket, path }: Found, reading: Reading): readonly string[] | null {
  const tags = pick(ticket, 'tags');
  if (tags === undefined || tags === null) return null;
  if (asList(tags).some((tag) => asObject(tag) !== null)) return namedTags(reading, found(ticket, 'tags.*', path));
  const words = asList(tags).flatMap((tag) => asText(tag)?.split(',') ?? []);
  return words.map((word) => word.trim()).filter((word) => word !== '');
}

/** Fields that the merchant made: an object by id, or a list with ids and labels. */
function ownFields({ value: ticket, path }: Found, reading: Reading): (name: string | undefined) => string | null {
  const fields = pick(ticket, 'custom_fields');
  const values = fieldValues(reading, Array.isArray(fields) ? found(ticket, 'custom_fields.*', path) : []);
  return (name) =>
    name === undefined ? null : (values.get(name) ?? textAt(fields, `${name}.value`, name) ?? textAt(ticket, name));
}

/** What the customer wrote; null where the ticket does not hold its messages. */
function writtenOf({ value: ticket, path }: Found, reading: Reading): readonly JsonValue[] | null {
  const messages = found(ticket, 'messages.*', path);
  if (messages.length === 0) return null;
  const isWanted = (message: JsonValue): boolean => isByCustomer(message) && pick(message, 'public') !== false;
  return messagesOf(reading, messages, isWanted, (message) => moment(textAt(message, 'created_datetime')));
}

/** A satisfaction survey: what the customer answered, once they did. */
export function readSurvey(survey: JsonValue): TicketRecord {
  const externalId = textAt(survey, 'ticket_id') ?? refuse('a survey that names no ticket', '/ticket_id');
  return { externalId, subject: '', openedAt: null, ...stated({ satisfaction: scoreOf(textAt(survey, 'score')) }) };
}

const scoreOf = (score: string | null): number | null => (/^[1-5]$/.test(score ?? '') ? Number(score) : null);

const agentUrl = (id: string, { domain }: Partial<Config>): string | null =>
  domain && /^\w+$/.test(id) ? `https://${domain}.gorgias.com/app/ticket/${id}` : null;
