import { ALWAYS_OPEN } from '../calendar/business-calendar';
import { NEVER } from '../cases/clocks';
import { orderHealingOf } from '../cases/order-healing';
import { detectOrder, type OrderFacts } from '../detection/detect-order';
import type { OrderParcel } from '../detection/order-rule';
import { deriveOrder, type OrderStatements } from '../orders/order';
import type { Policy } from '../policy/policy';
import type { Milestone } from '../shipment/milestone';
import { instant, type Instant } from '../time/instant';
import type { Known } from './parcel-replay';
import { inOrder, latestAt, type ReplayedSubject, type Sight } from './replay';
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
  const parcels = order.parcels.map((one) => latestAt(changesOf(one)));
  const stated = Object.values(statements).map(({ at }) => instant(at));
  const own = [...stated, ...milestones.map(({ receivedAt }) => receivedAt)];
  const begins = inOrder([placedAt, ...own, ...order.parcels.map(({ known }) => known[0]?.at ?? null)])[0];
  const told = [...own, ...newsOfTickets(tickets), ...stock.map(({ heardAt }) => heardAt), cancelledAt];
  const others = [...told, ...order.parcels.flatMap(({ known }) => known.map(({ at }) => at))];
  /** What the facts rest on. */
  const sides = [latestAt(inOrder(told).map((at) => ({ at }))), ...parcels];
  const factsAt = (now: Instant): OrderFacts => ({
    view: cancelledAt !== null && cancelledAt > now ? { ...view, cancelledAt: null } : view,
    statements,
    milestones: milestones.filter(({ receivedAt }) => receivedAt <= now),
    parcels: parcels.flatMap((current) => current(now)?.parcel ?? []),
    tickets: ticketsAt(tickets, now),
    stock: levelsAt(stock, now),
  });
  const lookAt = (facts: OrderFacts, now: Instant): Seen => {
    const { findings, nextCheckAt } = detectOrder(facts, { policy, now, tier: view.customer.tier, calendar });
    // What a source said later than this was not known yet.
    const known = findings.filter(({ conditionSince }) => conditionSince <= now);
    return {
      sight: {
        findings: known,
        nextCheckAt,
        heals: (current) => orderHealingOf(current, facts, policy),
        silence: () => null,
      },
      staysUntil: known.length < findings.length ? now : (nextCheckAt ?? NEVER),
    };
  };
  let facts: OrderFacts | null = null;
  let restsOn: readonly unknown[] = [];
  let seen: Seen | null = null;
  return {
    news: begins === undefined ? [] : inOrder([begins, ...others.filter((at) => at !== null && at > begins)]),
    look(now) {
      const latest = sides.map((side) => side(now));
      if (facts === null || latest.some((one, index) => one !== restsOn[index])) {
        facts = factsAt(now);
        restsOn = latest;
        seen = null;
      }
      // Most scans of a parcel change nothing of its order.
      if (seen === null || now >= seen.staysUntil) seen = lookAt(facts, now);
      return seen.sight;
    },
  };
}

/** What was seen, and when a look at the same facts may see something else. */
interface Seen {
  readonly sight: Sight;
  readonly staysUntil: Instant;
}

/** What an order knows of a parcel from a moment on. */
interface ParcelChange {
  readonly at: Instant;
  readonly parcel: OrderParcel;
}

/** When a parcel became another one for its order. */
function changesOf({ trackingNumber, known }: ReplayedOrder['parcels'][number]): ParcelChange[] {
  const changes: ParcelChange[] = [];
  for (const { at, facts } of known) {
    const { view, isReturn } = facts;
    const parcel = { trackingNumber, state: view.state, isReturn, leftAt: view.handedOverAt ?? view.firstScanAt };
    const before = changes.at(-1)?.parcel;
    if (before === undefined || !isSameParcel(before, parcel)) changes.push({ at, parcel });
  }
  return changes;
}

const isSameParcel = (a: OrderParcel, b: OrderParcel): boolean =>
  a.state === b.state && a.isReturn === b.isReturn && a.leftAt === b.leftAt;
