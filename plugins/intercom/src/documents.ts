import {
  asObject,
  documentReader,
  found,
  foundAll,
  pick,
  refuse,
  says,
  textAt,
  type DocumentKind,
  type Found,
  type JsonObject,
  type JsonValue,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { resourceOf, type Config } from './settings';
import { readConversation, readTicket, type Around } from './ticket';

const typeOf = (value: JsonValue): string => textAt(value, 'type') ?? '';

const isTicket = (value: JsonValue): boolean =>
  typeOf(value) !== 'conversation' &&
  (typeOf(value) === 'ticket' || says(value, 'ticket_attributes') || says(value, 'ticket_state'));
const isConversation = (value: JsonValue): boolean =>
  typeOf(value) === 'conversation' ||
  says(value, 'conversation_parts', 'conversation_message') ||
  (says(value, 'source') && says(value, 'state'));

const isOneOf = (value: JsonValue): boolean => isTicket(value) || isConversation(value);

const LISTS = ['conversations', 'tickets'] as const;
const LISTED = LISTS.map((name) => `${name}.*`);

function readOne({ value, path }: Found, around: Around): void {
  const { reading } = around;
  if (isTicket(value)) reading.tickets.push(readTicket({ value, path }, around));
  else if (isConversation(value)) reading.tickets.push(readConversation({ value, path }, around));
  else refuse('neither a conversation nor a ticket');
}

/** Some notifications of tickets hold the ticket and the part that is news beside each other. */
function itemOf(document: JsonValue): Found | null {
  const [item] = found(document, 'data.item');
  // A tag of a part stands beside the conversation.
  const [around] = found(item?.value, 'conversation', item?.path);
  if (item !== undefined && around !== undefined && !isTicket(item.value) && !isConversation(item.value)) return around;
  if (item === undefined || !says(item.value, 'ticket') || typeOf(item.value) === 'conversation') return item ?? null;
  const ticket = asObject(pick(item.value, 'ticket'));
  const part = pick(item.value, 'ticket_part') ?? null;
  if (ticket === null) return item;
  const ticket_parts = part === null ? null : { ticket_parts: [part] };
  const joined: JsonObject = { ...ticket, ...(ticket_parts === null ? {} : { ticket_parts }) };
  return { value: joined, path: `${item.path}/ticket` };
}

function readNotification(document: JsonValue, reading: Reading, settings: Partial<Config>): void {
  const topic = textAt(document, 'topic') ?? '';
  const item = itemOf(document);
  if (item === null || !/^(conversation|conversation_part|ticket)\./.test(topic))
    return reading.note('/topic', `${topic.slice(0, 100) || 'no topic'}: says nothing of conversations`);
  if (/\.deleted$/.test(topic)) return reading.note('/topic', 'it was deleted; what was told of it stands');
  const workspaceId = textAt(document, 'app_id');
  const before = reading.tickets.length;
  reading.each([item], (value, path) =>
    readOne({ value, path }, { reading, settings, isNotification: true, workspaceId }),
  );
  const resource = resourceOf(reading.tickets[before]?.externalId ?? '');
  if (settings.readTickets === true && resource !== null) reading.follow.push(resource);
}

const OTHERS =
  /^(contact|user|lead|admin|team|tag|company|note|segment|ticket_type|data_attribute|list|count|event|activity_log|job|subscription|content|article|visitor|collection|help_center|news|data_export|phone_call|call)/;

const kinds: readonly DocumentKind<Config>[] = [
  {
    name: 'notification',
    fits: (document) =>
      typeOf(document) === 'notification_event' || (says(document, 'topic') && says(document, 'data.item')),
    read: readNotification,
  },
  {
    name: 'error',
    fits: (document) =>
      typeOf(document) === 'error.list' ||
      says(document, 'errors', 'error') ||
      Object.keys(asObject(document) ?? {}).join() === 'message',
    read(document, reading) {
      const whole = textAt(document, 'error', 'message');
      if (whole !== null) reading.sourceError('', [textAt(document, 'status'), whole].filter(Boolean).join(': '));
      for (const { value, path } of found(document, 'errors.*'))
        reading.sourceError(path, [textAt(value, 'code'), textAt(value, 'message')].filter(Boolean).join(': '));
    },
  },
  {
    name: 'conversations and tickets of the API',
    fits: (document) => says(document, ...LISTS) || found(document, '*').some(({ value }) => isOneOf(value)),
    read(document, reading, settings) {
      const bare = found(document, '*');
      const all = bare.some(({ value }) => isOneOf(value)) ? bare : foundAll(document, LISTED);
      if (all.length === 0) reading.note('', 'a list without conversations');
      const around = { reading, settings, isNotification: false, workspaceId: null };
      reading.each(all, (value, path) => readOne({ value, path }, around));
    },
  },
  {
    name: 'something that was deleted',
    fits: (document) => says(document, 'object') && pick(document, 'deleted') === true,
    read: (_document, reading) => reading.note('', 'it was deleted; what was told of it stands'),
  },
  {
    name: 'part of a conversation or ticket',
    fits: (document) => /^(conversation|ticket)_part/.test(typeOf(document)),
    read: (_document, reading) => reading.note('', 'a part says not of which conversation it is: nothing is kept'),
  },
  {
    name: 'something else',
    fits: (document) => OTHERS.test(typeOf(document)) || OTHERS.test(typeOf(pick(document, 'job') ?? null)),
    read: (document, reading) =>
      reading.note('/type', `${typeOf(document).slice(0, 60)}: says nothing of conversations`),
  },
];

export const normalize = documentReader({ kinds });
