import {
  actRequest,
  found,
  htmlOfText,
  lookInto,
  pick,
  textAt,
  type Actions,
  type ActOutcome,
  type ActRequest,
  type HostContext,
  type JsonValue,
  type TicketReply,
} from '@whereabouts/plugin-sdk';
import { authorize, baseUrlOf, type Config } from './settings';

const change = (
  context: HostContext<Config>,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  json: JsonValue,
  more: Pick<ActRequest, 'reference'> = {},
) => actRequest(context, authorize, { url: `${baseUrlOf(context.config)}/api/tickets/${path}`, method, json, ...more });
const id = encodeURIComponent;

/**
 * An answer goes to the address of the customer, and from the one to which the customer wrote. The key goes along as the
 * id that the message has elsewhere: by it an answer is known again.
 */
async function replyToTicket(
  { ticketId, text, key, isRepeat }: TicketReply,
  context: HostContext<Config>,
): Promise<ActOutcome> {
  const ticket = await lookInto(context, authorize, {
    url: `${baseUrlOf(context.config)}/api/tickets/${id(ticketId)}`,
  });
  if (!ticket.ok) return ticket;
  const messages = found(ticket.value, 'messages.*').map(({ value }) => value);
  const there = isRepeat ? messages.find((one) => textAt(one, 'external_id') === key) : undefined;
  const reference = there && textAt(there, 'id');
  if (there) return { ok: true, ...(reference && { reference }) };
  const to = textAt(ticket.value, 'customer.email', 'requester.email');
  if (to === null)
    return { ok: false, error: { kind: 'Refused', message: 'the ticket has no address of the customer' } };
  const asked = messages.findLast((one) => pick(one, 'from_agent') === false);
  const own = context.config.email ?? '';
  const message = {
    channel: 'email',
    via: 'api',
    public: true,
    from_agent: true,
    external_id: key,
    sender: { email: own },
    source: {
      type: 'email',
      from: { address: textAt(found(asked, 'source.to.*')[0]?.value ?? null, 'address') ?? own },
      to: [{ address: to }],
    },
    body_text: text,
    body_html: htmlOfText(text),
  };
  return change(context, 'POST', `${id(ticketId)}/messages`, message, { reference: 'id' });
}

/** Create Message, Retrieve and Update Ticket, Add and Remove Tags of the REST API. */
export const act: Actions<Config> = {
  addTicketNote({ ticketId, text }, context) {
    const address = context.config.email ?? '';
    const note = {
      channel: 'internal-note',
      via: 'api',
      public: false,
      from_agent: true,
      sender: { email: address },
      source: { type: 'internal-note', from: { address }, to: [] },
      body_text: text,
      body_html: htmlOfText(text),
    };
    return change(context, 'POST', `${id(ticketId)}/messages`, note, { reference: 'id' });
  },
  replyToTicket,
  setTicketStatus: ({ ticketId, status }, context) =>
    change(context, 'PUT', id(ticketId), { status: status === 'OPEN' || status === 'PENDING' ? 'open' : 'closed' }),
  async tagTicket({ ticketId, add, remove }, context) {
    const path = `${id(ticketId)}/tags`;
    const added = add.length === 0 ? null : await change(context, 'POST', path, { names: add });
    if (added?.ok === false || remove.length === 0) return added ?? { ok: true };
    return change(context, 'DELETE', path, { names: remove });
  },
};
