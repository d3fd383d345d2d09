import { ALWAYS_OPEN } from '../calendar/business-calendar';
import { orderHealingOf } from '../cases/order-healing';
import { detectOrder, type OrderFacts } from '../detection/detect-order';
import type { OrderParcel } from '../detection/order-rule';
import { deriveOrder, type OrderStatements } from '../orders/order';
import type { Policy } from '../policy/policy';
import type { Milestone } from '../shipment/milestone';
import { instant, type Instant } from '../time/instant';
import { knownAt, type Known } from './parcel-replay';
import { inOrder, type ReplayedSubject } from './replay';
import { levelsAt, type HeardLevel } from './stock-history';
import { newsOfTickets, ticketsAt, type TicketHistory } from './ticket-history';

/** An order as it is replayed: what sources said of it counts from the beginning, but for its cancellation. */
export interface ReplayedOrder {
  readonly statements: OrderStatements;
  /** What was told of the order itself. */
  readonly milestones: readonly Milestone[];
  /** What was known of each of its parcels under the policy's ranking of sources. */
  readonly parcels: readonly { readonly trackingNumber: string; readonly known: readonly Known[] }[];
  /** Tickets of the order that are of none of its parcels. */
  readonly tickets: readonly TicketHistory[];
  /** Levels of its articles, in the order in which they were heard. */
  readonly stock: readonly HeardLevel[];
}

/** An order under a policy. */
export function replayedOrder(order: ReplayedOrder, policy: Policy): ReplayedSubject {
  const { statements, milestones, tickets, stock } = order;
  const view = deriveOrder(statements, policy.truth);
  const { placedAt, cancelledAt } = view;
  const calendar = policy.calendars[policy.shipBy.calendar] ?? ALWAYS_OPEN;
  const parcels = order.parcels.map(({ trackingNumber, known }) => ({ trackingNumber, current: knownAt(known) }));
  const stated = Object.values(statements).map(({ at }) => instant(at));
  const own = [...stated, ...milestones.map(({ receivedAt }) => receivedAt)];
  const begins = inOrder([placedAt, ...own, ...order.parcels.map(({ known }) => known[0]?.at ?? null)])[0];
  const others = [
    ...own,
    ...order.parcels.flatMap(({ known }) => known.map(({ at }) => at)),
    ...newsOfTickets(tickets),
    ...stock.map(({ heardAt }) => heardAt),
    cancelledAt,
  ];
  const factsAt = (now: Instant): OrderFacts => ({
    view: cancelledAt !== null && cancelledAt > now ? { ...view, cancelledAt: null } : view,
    statements,
    milestones: milestones.filter(({ receivedAt }) => receivedAt <= now),
    parcels: parcels.flatMap(({ trackingNumber, current }) => parcelAt(trackingNumber, current(now))),
    tickets: ticketsAt(tickets, now),
    stock: levelsAt(stock, now),
  });
  return {
    news: begins === undefined ? [] : inOrder([begins, ...others.filter((at) => at !== null && at > begins)]),
    look(now) {
      const facts = factsAt(now);
      const { findings, nextCheckAt } = detectOrder(facts, { policy, now, tier: view.customer.tier, calendar });
      return {
        // What a source said later than this was not known yet.
        findings: findings.filter(({ conditionSince }) => conditionSince <= now),
        nextCheckAt,
        heals: (current) => orderHealingOf(current, facts, policy),
        silence: () => null,
      };
    },
  };
}

function parcelAt(trackingNumber: string, known: Known | null): OrderParcel[] {
  if (known === null) return [];
  const { view, isReturn } = known.facts;
  return [{ trackingNumber, state: view.state, isReturn, leftAt: view.handedOverAt ?? view.firstScanAt }];
}
