import { parcelOfTicket, type CandidateParcel, type TicketMatchBy, type TicketSignal } from '@whereabouts/model';
import type { MatchableTicket, TicketClues, TicketHome } from '@whereabouts/store';

/** Whose a ticket is, and what told that. */
export interface Match extends TicketHome {
  readonly by: TicketMatchBy | null;
}

/** A parcel's own match, or that of an order whose parcel is still to be chosen. */
const NOBODY: Match = { by: null, orderId: null, shipmentId: null };

/**
 * Whose a ticket is: as a person says, otherwise by its numbers, a parcel's before an order's and one in a field before
 * one in the text, otherwise by the customer's email. Of an order's parcels none is chosen yet.
 */
export function matchOf(ticket: MatchableTicket, { parcels, orders, byEmail }: TicketClues): Match {
  if (ticket.corrected) return { by: 'PERSON', ...ticket.corrected };
  const parcel = parcels.get(ticket.id);
  const isOrderKnown = ticket.namedOrderId !== null && orders.has(ticket.namedOrderId);
  const order: TicketHome = { orderId: ticket.namedOrderId, shipmentId: null };
  if (parcel && ticket.isNumberStated) return { by: 'TRACKING_NUMBER', ...parcel };
  if (isOrderKnown && ticket.isOrderStated) return { by: 'ORDER_NUMBER', ...order };
  if (parcel) return { by: 'TRACKING_NUMBER_IN_TEXT', ...parcel };
  if (isOrderKnown) return { by: 'ORDER_NUMBER_IN_TEXT', ...order };
  const emailed = byEmail.get(ticket.id);
  return emailed === undefined ? NOBODY : { by: 'EMAIL', orderId: emailed, shipmentId: null };
}

const NAMES_PARCEL: ReadonlySet<TicketMatchBy | null> = new Set(['TRACKING_NUMBER', 'TRACKING_NUMBER_IN_TEXT']);

/** What a ticket was matched by before, when nothing new is known of its clues. */
export const matchBefore = ({ corrected, matchBy, orderId, shipmentId }: MatchableTicket): Match =>
  corrected
    ? { by: 'PERSON', ...corrected }
    : { by: matchBy, orderId, shipmentId: NAMES_PARCEL.has(matchBy) ? shipmentId : null };

/** The match with the parcel chosen, where the order's parcels leave no choice. */
export const housed = (match: Match, parcelsOf: (orderId: string) => readonly CandidateParcel[]): Match =>
  match.shipmentId !== null || match.orderId === null
    ? match
    : { ...match, shipmentId: parcelOfTicket(parcelsOf(match.orderId)) };

export const signalOf = (
  { id, externalId, topic, openedAt, isClosed }: MatchableTicket,
  match: Match,
): TicketSignal => ({
  id,
  externalId,
  topic,
  openedAt,
  isClosed,
  match: match.by,
});
