import {
  actRequest,
  actUnlessThere,
  asText,
  found,
  htmlOfText,
  isSameText,
  pick,
  pullJson,
  type Actions,
  type ActOutcome,
  type HostContext,
} from '@whereabouts/plugin-sdk';
import { STATUS_NUMBERS } from './codes';
import { authorize, ticketsOf, type Config } from './settings';

const urlOf = (ticketId: string, { config }: HostContext<Config>): string =>
  `${ticketsOf(config)}/${encodeURIComponent(ticketId)}`;

/** Create a Note, Create a Reply, View and Update a Ticket of the API v2. */
export const act: Actions<Config> = {
  addTicketNote: ({ ticketId, text }, context) =>
    actRequest(context, authorize, {
      url: `${urlOf(ticketId, context)}/notes`,
      method: 'POST',
      json: { body: htmlOfText(text), private: true },
      reference: 'id',
    }),
  /** The API keeps no key of ours: an answer is known again by its words. */
  replyToTicket: ({ ticketId, text, isRepeat }, context) =>
    actUnlessThere(context, authorize, {
      isRepeat,
      look: { url: `${urlOf(ticketId, context)}?include=conversations` },
      isThere: (answer) =>
        found(answer, 'conversations.*').flatMap(({ value }) =>
          pick(value, 'incoming') === false && pick(value, 'private') === false && isSameText(pick(value, 'body'), text)
            ? (asText(pick(value, 'id')) ?? '')
            : [],
        )[0] ?? null,
      act: () =>
        actRequest(context, authorize, {
          url: `${urlOf(ticketId, context)}/reply`,
          method: 'POST',
          json: { body: htmlOfText(text) },
          reference: 'id',
        }),
    }),
  setTicketStatus: ({ ticketId, status }, context) =>
    actRequest(context, authorize, {
      url: urlOf(ticketId, context),
      method: 'PUT',
      json: { status: STATUS_NUMBERS[status] },
    }),
  /** The API takes all tags of a ticket at once: those that it has are read first. */
  async tagTicket({ ticketId, add, remove }, context): Promise<ActOutcome> {
    const url = urlOf(ticketId, context);
    const access = await authorize(context);
    if (!access.ok) return access;
    const alsoRead = [400, 404, 405, 409, 410, 422];
    const ticket = await pullJson(context, { url, headers: access.headers, alsoRead });
    if (!ticket.ok) return ticket;
    if (alsoRead.includes(ticket.status))
      return { ok: false, error: { kind: 'Refused', message: `${new URL(url).host} answered ${ticket.status}` } };
    const before = found(ticket.value, 'tags.*').flatMap(({ value }) => asText(value) ?? []);
    const tags = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag));
    return actRequest(context, authorize, { url, method: 'PUT', json: { tags } });
  },
};
