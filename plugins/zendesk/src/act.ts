import { actRequest, type Actions, type ActOutcome, type HostContext, type JsonValue } from '@whereabouts/plugin-sdk';
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

/** Update Ticket, Add Tags and Remove Tags of the Ticketing API. */
export const act: Actions<Config> = {
  addTicketNote: ({ ticketId, text }, context) =>
    change(context, 'PUT', `${id(ticketId)}.json`, { ticket: { comment: { body: text, public: false } } }),
  setTicketStatus: ({ ticketId, status }, context) =>
    change(context, 'PUT', `${id(ticketId)}.json`, { ticket: { status: status.toLowerCase() } }),
  async tagTicket({ ticketId, add, remove }, context) {
    const path = `${id(ticketId)}/tags.json`;
    const added = add.length === 0 ? null : await change(context, 'PUT', path, { tags: add });
    if (added?.ok === false || remove.length === 0) return added ?? { ok: true };
    return change(context, 'DELETE', path, { tags: remove });
  },
};
