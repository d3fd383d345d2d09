import {
  asText,
  eventTime,
  found,
  messagesOf,
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
import { SATISFACTION, STATUSES } from './codes';
import type { Config } from './settings';

export interface Around {
  readonly reading: Reading;
  readonly settings: Partial<Config>;
}

const moment = (text: string | null): Instant | null => eventTime({ text }).occurredAt;
const plain = (text: string | null): string | null => (text === null ? null : plainText(text));

/** A ticket of the API, or what an automation says of one: its names begin with `ticket_`, unless the merchant chose others. */
export function readTicket({ value: ticket, path }: Found, { reading, settings }: Around): TicketRecord {
  const first = (...names: readonly string[]): string | null => {
    for (const name of names) {
      const text = textAt(ticket, name, `ticket_${name}`);
      if (text !== null) return text;
    }
    return null;
  };
  const externalId = textAt(ticket, 'ticket_id', 'display_id', 'id', 'ticketId') ?? refuse('a ticket without an id');
  const said = first('status_name', 'status');
  const status = STATUSES.get(said?.toLowerCase() ?? '') ?? STATUSES.get(first('status')?.toLowerCase() ?? '');
  if (said !== null && status === undefined) reading.note(path, `a status of the account's own: ${said.slice(0, 60)}`);
  const ended = status === 'SOLVED' || status === 'CLOSED';
  const own = (name: string | undefined): string | null =>
    name === undefined
      ? null
      : (textAt(pick(ticket, 'custom_fields') ?? pick(ticket, 'custom_field'), name) ?? first(name));
  return {
    externalId,
    subject: first('subject') ?? '',
    openedAt: moment(first('created_at', 'created_on')),
    ...stated({
      text: plain(first('description_text', 'description')),
      status,
      tags: tagsOf(pick(ticket, 'tags') ?? pick(ticket, 'ticket_tags')),
      form: first('type', 'ticket_type'),
      updatedAt: moment(first('updated_at')),
      closedAt: ended
        ? moment(textAt(ticket, 'stats.resolved_at', 'stats.closed_at', 'resolved_at', 'closed_at'))
        : null,
      orderNumber: first('order_number') ?? own(settings.orderNumberField),
      trackingNumber: first('tracking_number') ?? own(settings.trackingNumberField),
      customerEmail: first(
        'requester.email',
        'requester_email',
        'contact_email',
        'contact.email',
        'email',
        'from_email',
      ),
      customerName: first('requester.name', 'requester_name', 'contact_name', 'contact.name'),
      customerMessages: countMessages({ value: ticket, path }, reading),
      satisfaction: SATISFACTION.get(first('satisfaction_rating', 'survey_rating') ?? ''),
      url: agentUrl(externalId, textAt(ticket, 'ticket_url', 'url'), settings),
    }),
  };
}

/** One message of a ticket, which it names by its number. What agents write is not the customer's text. */
export function readMessage(message: JsonValue, settings: Partial<Config>): TicketRecord {
  const externalId = textAt(message, 'ticket_id') ?? refuse('a message that names no ticket', '/ticket_id');
  return {
    externalId,
    subject: '',
    openedAt: null,
    ...stated({
      text: isByCustomer(message) ? plain(textAt(message, 'body_text', 'body')) : null,
      updatedAt: moment(textAt(message, 'updated_at', 'created_at')),
      url: agentUrl(externalId, null, settings),
    }),
  };
}

/** An answer to a satisfaction survey. */
export function readRating(rating: JsonValue): TicketRecord {
  const externalId = textAt(rating, 'ticket_id') ?? refuse('a rating that names no ticket', '/ticket_id');
  const score = SATISFACTION.get(textAt(rating, 'ratings.default_question') ?? '');
  return { externalId, subject: '', openedAt: null, ...stated({ satisfaction: score }) };
}

const isByCustomer = (message: JsonValue): boolean =>
  pick(message, 'incoming') === true && pick(message, 'private') !== true;

/** Sources of tickets that agents write first: an outbound e-mail. */
const OUTBOUND = '10';

/** The ticket itself is the first message. Null where the conversation is not part of the document. */
function countMessages({ value: ticket, path }: Found, reading: Reading): number | null {
  if (!Array.isArray(pick(ticket, 'conversations'))) return null;
  const written = messagesOf(reading, found(ticket, 'conversations.*', path), isByCustomer, () => '');
  return written.length + (textAt(ticket, 'source') === OUTBOUND ? 0 : 1);
}

/** A list, or names with commas between. */
function tagsOf(tags: JsonValue | undefined): readonly string[] | null {
  if (tags === undefined || tags === null) return null;
  const words = Array.isArray(tags) ? (tags as readonly JsonValue[]).map(asText) : (asText(tags)?.split(',') ?? []);
  return words.flatMap((word) => word?.trim() || []);
}

/** The page that agents open. */
function agentUrl(id: string, written: string | null, { domain }: Partial<Config>): string | null {
  if (/^https?:\/\/[\w.-]+\/(a|helpdesk)\/tickets\/\d+$/.test(written ?? '')) return written;
  return domain && /^\d+$/.test(id) ? `https://${domain}.freshdesk.com/a/tickets/${id}` : null;
}
