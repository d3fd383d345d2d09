import {
  actRequest,
  actUnlessThere,
  DAY,
  found,
  htmlOfText,
  isSameText,
  msOf,
  pick,
  pullJson,
  textAt,
  unauthorized,
  type ActError,
  type Actions,
  type ActOutcome,
  type ActRequest,
  type HostContext,
  type JsonObject,
  type TicketStatus,
} from '@whereabouts/plugin-sdk';
import { apiOf, authorize, resourceOf, type Config } from './settings';

type Context = HostContext<Config>;
const failed = (error: ActError): ActOutcome => ({ ok: false, error });

/** What is written is written in a teammate's name. */
function change(
  context: Context,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  json: JsonObject,
  reference?: string,
) {
  const request: ActRequest = { url: `${apiOf(context.config)}/${path}`, method, json };
  return actRequest(context, authorize, reference === undefined ? request : { ...request, reference });
}

async function inSomebodysName(
  ticketId: string,
  context: Context,
  act: (resource: string, adminId: string) => Promise<ActOutcome>,
): Promise<ActOutcome> {
  const resource = resourceOf(ticketId);
  if (resource === null) return failed({ kind: 'Refused', message: 'not an id of a conversation or ticket' });
  const { adminId } = context.config;
  if (adminId === undefined) return failed(unauthorized('no teammate is configured'));
  return act(resource, adminId);
}

const STATES: Readonly<Record<TicketStatus, JsonObject>> = {
  OPEN: { open: true, state: 'in_progress' },
  PENDING: { open: true, state: 'waiting_on_customer' },
  SOLVED: { state: 'resolved' },
  CLOSED: { open: false, state: 'resolved' },
};

/** Conversations wait until a time: a day is long enough for somebody to look again. */
function movement(status: TicketStatus, context: Context): JsonObject {
  if (status === 'OPEN') return { message_type: 'open' };
  if (status !== 'PENDING') return { message_type: 'close', type: 'admin' };
  return { message_type: 'snoozed', snoozed_until: Math.floor((msOf(context.clock()) + DAY) / 1000) };
}

/** Ids of those tags that the conversation has: only these can be taken off it. */
async function tagIds(resource: string, names: readonly string[], context: Context) {
  const access = await authorize(context);
  if (!access.ok) return access;
  const alsoRead = [400, 404, 405, 409, 410, 422];
  const url = `${apiOf(context.config)}/${resource}`;
  const answer = await pullJson(context, { url, headers: access.headers, alsoRead });
  if (!answer.ok) return answer;
  if (alsoRead.includes(answer.status))
    return {
      ok: false,
      error: { kind: 'Refused', message: `${new URL(url).host} answered ${answer.status}` },
    } as const;
  const tags = found(answer.value, 'tags.tags.*').filter(({ value }) => names.includes(textAt(value, 'name') ?? ''));
  return { ok: true, ids: tags.flatMap(({ value }) => textAt(value, 'id') ?? []) } as const;
}

/** Reply to, manage, and tag a conversation or ticket. */
export const act: Actions<Config> = {
  addTicketNote: ({ ticketId, text }, context) =>
    inSomebodysName(ticketId, context, (resource, admin_id) => {
      const note = { message_type: 'note', type: 'admin', admin_id, body: htmlOfText(text) };
      // A conversation answers with itself, a ticket with the note.
      const reference = resource.startsWith('tickets/') ? 'id' : undefined;
      return change(context, 'POST', `${resource}/reply`, note, reference);
    }),
  /** The API keeps no key of ours: an answer is known again by its words. */
  replyToTicket: ({ ticketId, text, isRepeat }, context) =>
    inSomebodysName(ticketId, context, (resource, admin_id) =>
      actUnlessThere(context, authorize, {
        isRepeat,
        look: { url: `${apiOf(context.config)}/${resource}` },
        isThere: (answer) =>
          ['conversation_parts.conversation_parts.*', 'ticket_parts.ticket_parts.*']
            .flatMap((path) => found(answer, path))
            .flatMap(({ value }) =>
              textAt(value, 'part_type') === 'comment' &&
              textAt(value, 'author.type') === 'admin' &&
              isSameText(pick(value, 'body'), text)
                ? (textAt(value, 'id') ?? '')
                : [],
            )[0] ?? null,
        act: () =>
          change(
            context,
            'POST',
            `${resource}/reply`,
            { message_type: 'comment', type: 'admin', admin_id, body: htmlOfText(text) },
            resource.startsWith('tickets/') ? 'id' : undefined,
          ),
      }),
    ),
  setTicketStatus: ({ ticketId, status }, context) =>
    inSomebodysName(ticketId, context, (resource, admin_id) =>
      resource.startsWith('tickets/')
        ? change(context, 'PUT', resource, STATES[status])
        : change(context, 'POST', `${resource}/parts`, { ...movement(status, context), admin_id }),
    ),
  tagTicket: ({ ticketId, add, remove }, context) =>
    inSomebodysName(ticketId, context, async (resource, admin_id) => {
      for (const name of add) {
        // Gives the id of the tag, be it new or not.
        const tag = await change(context, 'POST', 'tags', { name }, 'id');
        if (!tag.ok) return tag;
        if (tag.reference === undefined) return failed({ kind: 'Malformed', message: 'a tag without an id' });
        const added = await change(context, 'POST', `${resource}/tags`, { id: tag.reference, admin_id });
        if (!added.ok) return added;
      }
      const tags = remove.length === 0 ? ({ ok: true, ids: [] } as const) : await tagIds(resource, remove, context);
      if (!tags.ok) return tags;
      for (const id of tags.ids) {
        const removed = await change(context, 'DELETE', `${resource}/tags/${encodeURIComponent(id)}`, { admin_id });
        if (!removed.ok) return removed;
      }
      return { ok: true };
    }),
};
