import type { ExceptionKind } from '../vocabulary/exceptions';
import type { TicketMatchBy } from '../vocabulary/ticket-matches';
import type { TicketTopic } from '../vocabulary/ticket-topics';
import type { Instant } from '../time/instant';

/** A ticket as detection looks at it: what it is about, as a person corrected it or the rules found. */
export interface TicketSignal {
  readonly id: string;
  /** What the helpdesk calls it. */
  readonly externalId: string;
  readonly topic: TicketTopic;
  readonly openedAt: Instant;
  /** Solved: it opens nothing, and what it opened stands. */
  readonly isClosed: boolean;
  /** What told whose it is; null while that is not known. */
  readonly match: TicketMatchBy | null;
}

/** The trouble that a ticket of a topic tells of. Topics that are not listed are counted, and open nothing. */
export const KIND_OF_TOPIC: Readonly<Partial<Record<TicketTopic, ExceptionKind>>> = {
  NOT_RECEIVED: 'DELIVERED_NOT_RECEIVED',
  DAMAGE: 'DAMAGE_REPORTED',
  WRONG_OR_MISSING_ITEM: 'WRONG_OR_MISSING_ITEM',
};

/** The kinds that a ticket can open: with it they move to the shipment or order that it proves to be of. */
export const TICKET_KINDS: ReadonlySet<ExceptionKind> = new Set(Object.values(KIND_OF_TOPIC));

/** The open tickets that tell of a kind of trouble, the oldest first. */
export const telling = (tickets: readonly TicketSignal[], kind: ExceptionKind): TicketSignal[] =>
  tickets
    .filter(({ topic, isClosed }) => !isClosed && KIND_OF_TOPIC[topic] === kind)
    .sort((a, b) => (a.openedAt === b.openedAt ? (a.id < b.id ? -1 : 1) : a.openedAt < b.openedAt ? -1 : 1));
