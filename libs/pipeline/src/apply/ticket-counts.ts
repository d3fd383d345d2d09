import type { TicketMatchBy } from '@whereabouts/model';
import { TICKET_MATCH_COUNTS, TICKET_TOPIC_COUNTS, type CounterDelta, type MatchableTicket } from '@whereabouts/store';
import type { Match } from './ticket-match';

/** Rules that found nobody. */
const NOBODY = 'NONE';

/** What the totals of matches hold of a ticket: what rules found, which a correction does not change. */
export const countedMatch = ({ countedMatch: before }: MatchableTicket, by: TicketMatchBy | null): string =>
  by === 'PERSON' ? (before ?? NOBODY) : (by ?? NOBODY);

/** How the totals of what rules find change with what they find now. */
export function ticketDeltas(tickets: readonly MatchableTicket[], matches: ReadonlyMap<string, Match>): CounterDelta[] {
  const deltas = new Map<string, CounterDelta>();
  const add = (merchantId: string, name: string, found: string | null, delta: number): void => {
    if (found === null) return;
    const key = `found|${found}`;
    const id = `${merchantId}|${name}|${key}`;
    deltas.set(id, { merchantId, name, key, delta: delta + (deltas.get(id)?.delta ?? 0) });
  };
  for (const ticket of tickets) {
    const { merchantId, countedTopic, foundTopic } = ticket;
    add(merchantId, TICKET_TOPIC_COUNTS, countedTopic, -1);
    add(merchantId, TICKET_TOPIC_COUNTS, foundTopic, 1);
    add(merchantId, TICKET_MATCH_COUNTS, ticket.countedMatch, -1);
    add(merchantId, TICKET_MATCH_COUNTS, countedMatch(ticket, matches.get(ticket.id)!.by), 1);
  }
  return [...deltas.values()].filter(({ delta }) => delta !== 0);
}
