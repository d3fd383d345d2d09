import type { ExceptionKind } from '../../vocabulary/exceptions';
import type { Reason } from '../../vocabulary/reasons';
import type { TicketTopic } from '../../vocabulary/ticket-topics';
import { TICKET_MATCHES, type TicketMatchBy } from '../../vocabulary/ticket-matches';
import { telling, type TicketSignal } from '../../tickets/signal';
import { AT_ONCE, said, type Outlook } from '../rule';

const TOLD: Readonly<Record<TicketTopic, string>> = {
  NOT_RECEIVED: 'that nothing arrived',
  DAMAGE: 'of damage',
  WRONG_OR_MISSING_ITEM: 'of a wrong or missing item',
  WISMO: 'where it is',
  RETURN: 'of a return',
  OTHER: 'of something else',
};

/** What the open tickets of a kind say, if there are any: the newest speaks, all are evidence. */
export function ticketsSay(
  tickets: readonly TicketSignal[],
  kind: ExceptionKind,
  reason: Reason | null,
): Outlook | null {
  const all = telling(tickets, kind);
  const newest = all.at(-1);
  if (newest === undefined) return null;
  return {
    dueAt: AT_ONCE,
    reason,
    thresholds: {},
    because: () =>
      `Ticket ${newest.externalId} of ${said(newest.openedAt)} tells ${TOLD[newest.topic]}${matched(newest.match)}${again(all.length)}.`,
    milestoneIds: [],
    ticketIds: all.map(({ id }) => id),
    conditionSince: newest.openedAt,
  };
}

const matched = (by: TicketMatchBy | null): string =>
  by === null ? '; whose it is, is not known yet' : ` (matched by: ${lowered(TICKET_MATCHES[by])})`;

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`;

const again = (count: number): string => (count > 1 ? `; ${count} tickets tell so` : '');
