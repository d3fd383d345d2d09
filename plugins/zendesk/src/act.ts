import {
  actRequest,
  actUnlessThere,
  asText,
  found,
  pick,
  type Actions,
  type ActOutcome,
  type HostContext,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { authorize, baseUrlOf, type Config } from './settings';

const change = (
  context: HostContext<Config>,
  method: 'PUT' | 'DELETE',
  path: string,
  json: JsonValue,
): Promise<ActOutcome> =>
  actRequest(context, authorize, {
    url: `${baseUrlOf(context.config)}/api/v2/tickets/${path}`,
    method,
    json,
    reference: 'audit.id',
  });

const id = encodeURIComponent;
/** Metadata that goes with a change, and that its audit shows again. */
const KEY = 'whereabouts_message';

/** Update Ticket, List Audits, Add Tags and Remove Tags of the Ticketing API. */
export const act: Actions<Config> = {
  addTicketNote: ({ ticketId, text }, context) =>
    change(context, 'PUT', `${id(ticketId)}.json`, { ticket: { comment: { body: text, public: false } } }),
  /** The key goes along as metadata: audits, the latest first, tell whether it is there. */
  replyToTicket: ({ ticketId, text, key, isRepeat }, context) =>
    actUnlessThere(context, authorize, {
      isRepeat,
      look: {
        url: `${baseUrlOf(context.config)}/api/v2/tickets/${id(ticketId)}/audits.json?sort=-created_at&page%5Bsize%5D=100`,
      },
      isThere: (answer) =>
        found(answer, 'audits.*').flatMap(({ value }) =>
          asText(pick(value, `metadata.custom.${KEY}`)) === key ? (asText(pick(value, 'id')) ?? '') : [],
        )[0] ?? null,
      act: () =>
        change(context, 'PUT', `${id(ticketId)}.json`, {
          ticket: { comment: { body: text, public: true }, metadata: { [KEY]: key } },
        }),
    }),
  setTicketStatus: ({ ticketId, status }, context) =>
    change(context, 'PUT', `${id(ticketId)}.json`, { ticket: { status: status.toLowerCase() } }),
  async tagTicket({ ticketId, add, remove }, context) {
    const path = `${id(ticketId)}/tags.json`;
    const added = add.length === 0 ? null : await change(context, 'PUT', path, { tags: add });
    if (added?.ok === false || remove.length === 0) return added ?? { ok: true };
    return change(context, 'DELETE', path, { tags: remove });
  },
};
