import { unsupportedBy } from '../cases/healing';
import { detectTicket } from '../detection/detect-order';
import type { Policy } from '../policy/policy';
import type { TicketSignal } from '../tickets/signal';
import type { Instant } from '../time/instant';
import type { TicketTopic } from '../vocabulary/ticket-topics';
import { inOrder, type ReplayedSubject } from './replay';

/** A ticket with when what became true of it. Whose it is counts from the beginning. */
export interface TicketHistory extends Omit<TicketSignal, 'isClosed'> {
  /** As rules find. */
  readonly topic: TicketTopic;
  readonly corrected: { readonly topic: TicketTopic; readonly at: Instant } | null;
  readonly closedAt: Instant | null;
}

/** When there was news of tickets. */
export const newsOfTickets = (tickets: readonly TicketHistory[]): (Instant | null)[] =>
  tickets.flatMap(({ openedAt, closedAt, corrected }) => [openedAt, closedAt, corrected?.at ?? null]);

/** The tickets that there were at a moment, as they stood. */
export const ticketsAt = (tickets: readonly TicketHistory[], now: Instant): TicketSignal[] =>
  tickets.flatMap(({ closedAt, corrected, ...ticket }) =>
    ticket.openedAt > now
      ? []
      : [
          {
            ...ticket,
            topic: corrected !== null && corrected.at <= now ? corrected.topic : ticket.topic,
            isClosed: closedAt !== null && closedAt <= now,
          },
        ],
  );

/** A ticket of nobody. */
export const replayedTicket = (ticket: TicketHistory, policy: Policy): ReplayedSubject => ({
  news: inOrder(newsOfTickets([ticket])).filter((at) => at >= ticket.openedAt),
  look(now) {
    const [signal] = ticketsAt([ticket], now);
    return {
      ...detectTicket(signal!, { policy, now }),
      heals: (current) => unsupportedBy(current, [signal!], policy),
      silence: () => null,
    };
  },
});
