import {
  asObject,
  asText,
  eventTime,
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
import { ticketIdOf, type Config } from './settings';

export interface Around {
  readonly reading: Reading;
  readonly settings: Partial<Config>;
  /** A notification holds the newest part only, and names the workspace. */
  readonly isNotification: boolean;
  readonly workspaceId: string | null;
}

const moment = (value: JsonValue, ...paths: readonly string[]): Instant | null =>
  eventTime({ epochSeconds: textAt(value, ...paths) }).occurredAt;

const CUSTOMERS: ReadonlySet<string> = new Set(['user', 'lead', 'contact']);
const isByCustomer = (message: JsonValue | undefined): boolean =>
  CUSTOMERS.has(textAt(message, 'author.type')?.toLowerCase() ?? '');

/** What the customer wrote in a part. Parts without a body are what happened to the conversation. */
const wrote = (part: JsonValue): boolean => isByCustomer(part) && textAt(part, 'body') !== null;

/** A conversation of any API version: the first message stands apart from the parts that follow. */
export function readConversation(found: Found, around: Around): TicketRecord {
  const { value, path } = found;
  const { reading } = around;
  const externalId = textAt(value, 'id', 'conversation_id') ?? refuse('a conversation without an id', '/id');
  const first = pick(value, 'source') ?? pick(value, 'conversation_message');
  const parts = partsOf({ value, path }, 'conversation_parts.conversation_parts.*', reading);
  const open = pick(value, 'open');
  const state = textAt(value, 'state') ?? (typeof open === 'boolean' ? (open ? 'open' : 'closed') : null);
  const status = statusOf(state, path, reading);
  const begun = isByCustomer(first) ? (first ?? null) : null;
  const title = textAt(first, 'subject') ?? textAt(value, 'title') ?? '';
  const writer = asObject(begun ?? parts[0] ?? null);
  return {
    externalId,
    subject: plainText(title),
    openedAt: moment(value, 'created_at'),
    ...stated({
      text: bodyOf(begun) ?? bodyOf(parts[0] ?? null),
      status,
      tags: tagsOf(found, reading),
      updatedAt: moment(value, 'updated_at'),
      closedAt: status === 'CLOSED' ? moment(value, 'statistics.last_close_at') : null,
      ...numbersOf(pick(value, 'custom_attributes'), around.settings),
      ...customerOf(value, writer),
      customerMessages:
        around.isNotification || !has(value, 'conversation_parts') ? null : parts.length + (begun === null ? 0 : 1),
      satisfaction: ratingOf(textAt(value, 'conversation_rating.rating')),
      url: textAt(value, 'links.conversation_web') ?? pageOf(externalId, around),
    }),
  };
}

/** A ticket: a form that was filled in, with its own states. */
export function readTicket({ value, path }: Found, around: Around): TicketRecord {
  const { reading } = around;
  const id = textAt(value, 'id') ?? refuse('a ticket without an id', '/id');
  const parts = partsOf({ value, path }, 'ticket_parts.ticket_parts.*', reading);
  const attributes = pick(value, 'ticket_attributes');
  const status = statusOf(textAt(value, 'ticket_state.category', 'ticket_state', 'state'), path, reading);
  const isOpen = pick(value, 'open') !== false;
  return {
    externalId: ticketIdOf(id),
    subject: plainText(textAt(attributes, '_default_title_') ?? ''),
    openedAt: moment(value, 'created_at'),
    ...stated({
      text: plain(textAt(attributes, '_default_description_')) ?? bodyOf(parts[0] ?? null),
      status: isOpen ? status : ('CLOSED' as const),
      tags: tagsOf({ value, path }, reading),
      form: textAt(value, 'ticket_type.name', 'category'),
      updatedAt: moment(value, 'updated_at'),
      closedAt: status === 'SOLVED' ? resolvedAt({ value, path }) : null,
      ...numbersOf(attributes, around.settings),
      ...customerOf(value, asObject(parts[0] ?? null)),
      customerMessages: around.isNotification || !has(value, 'ticket_parts') ? null : parts.length,
      url: pageOf(id, around),
    }),
  };
}

const has = (value: JsonValue, path: string): boolean => asObject(pick(value, path)) !== null;
const plain = (text: string | null): string | null => (text === null ? null : plainText(text) || null);
const bodyOf = (message: JsonValue): string | null => plain(textAt(message, 'body'));

/** Parts that the customer wrote, the oldest first. */
const partsOf = ({ value, path }: Found, where: string, reading: Reading): readonly JsonValue[] =>
  messagesOf(reading, found(value, where, path), wrote, (part) => moment(part, 'created_at') ?? undefined);

function statusOf(state: string | null, path: string, reading: Reading) {
  const status = STATUSES.get(state?.toLowerCase() ?? '');
  if (state !== null && status === undefined) reading.note(path, `an unknown state: ${state.slice(0, 60)}`);
  return status;
}

function tagsOf({ value, path }: Found, reading: Reading): readonly string[] | null {
  return Array.isArray(pick(value, 'tags.tags')) ? namedTags(reading, found(value, 'tags.tags.*', path)) : null;
}

function numbersOf(attributes: JsonValue | undefined, { orderNumberField, trackingNumberField }: Partial<Config>) {
  const own = (name: string | undefined): string | null => {
    const object = asObject(attributes);
    return name === undefined || object === null || !Object.hasOwn(object, name) ? null : asText(object[name]);
  };
  return { orderNumber: own(orderNumberField), trackingNumber: own(trackingNumberField) };
}

/** Contacts are named by their ids, unless they were read beside; who wrote is named with a name. */
function customerOf(value: JsonValue, writer: JsonValue) {
  const contact = pick(value, 'contacts.contacts.0');
  const user = pick(value, 'user');
  const author = pick(writer, 'author');
  const any = (name: string): string | null => textAt(contact, name) ?? textAt(user, name) ?? textAt(author, name);
  return { customerEmail: any('email'), customerName: plain(any('name')) };
}

const ratingOf = (rating: string | null): number | null => (/^[1-5]$/.test(rating ?? '') ? Number(rating) : null);

/** The last time at which it became resolved. */
function resolvedAt({ value, path }: Found): Instant | null {
  const times = found(value, 'ticket_parts.ticket_parts.*', path)
    .filter((part) => textAt(part.value, 'ticket_state') === 'resolved')
    .flatMap((part) => moment(part.value, 'created_at') ?? []);
  return times.sort().at(-1) ?? null;
}

const pageOf = (id: string, { settings, workspaceId }: Around): string | null => {
  const workspace = workspaceId ?? settings.workspaceId;
  return workspace && /^\w+$/.test(workspace) && /^\w+$/.test(id)
    ? `https://app.intercom.com/a/inbox/${workspace}/inbox/conversation/${id}`
    : null;
};
