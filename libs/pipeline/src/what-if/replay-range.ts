import {
  addSubject,
  canonicalText,
  knowledgeOf,
  mergeSummaries,
  replay,
  replayedOrder,
  replayedParcel,
  replayedTicket,
  summarize,
  usualAt,
  whatIfTally,
  type CustomerTier,
  type Known,
  type LaneTable,
  type OrderStatements,
  type Policy,
  type ReplayedCase,
  type ReplayedParcel,
  type ReplayedSubject,
  type ReplayedWorld,
  type Summary,
  type TicketHistory,
  type VoiceHistory,
  type WhatIfSubject,
  type WhatIfTally,
  type Window,
} from '@whereabouts/model';
import {
  orderHistories,
  shipmentHistories,
  ticketHistories,
  type IdRange,
  type OrderHistory,
  type Queryable,
  type ShipmentHistory,
} from '@whereabouts/store';
import { orderClaims } from '../apply/fold';
import { knownOrder } from '../apply/orders';

/** Two policies and the stretch of the past that both are tried on. */
export interface WhatIfQuestion {
  readonly before: Policy;
  readonly after: Policy;
  readonly window: Window;
}

/** What the hub knew beside what it was told of each parcel. Plain data. */
export interface WhatIfWorld {
  readonly lanes: LaneTable;
  readonly voices: readonly VoiceHistory[];
}

/** A part of the past: shipments without an order, orders with their parcels, or tickets of nobody. */
export interface WhatIfRange extends IdRange {
  readonly of: 'shipment' | 'orders' | 'ticket';
}

const SIDES = ['before', 'after'] as const;

/** What an order adds to its parcels. */
interface OfOrder {
  readonly statements: OrderStatements;
  readonly tier: CustomerTier;
}

/** What the sources say beside milestones, and what the order says. */
function claimsOf({ summary }: ShipmentHistory, order: OfOrder | null): Summary {
  const own = {
    sources: summary.sources.map((source) => ({ ...source, marks: [] })).filter(({ claims }) => claims.length > 0),
  };
  return order === null ? own : mergeSummaries(own, summarize([], orderClaims(order.statements)));
}

/** What was known of a parcel, as each policy ranks its sources. */
type KnownBySide = Readonly<Record<(typeof SIDES)[number], readonly Known[]>>;

interface Replayer {
  readonly tally: WhatIfTally;
  parcel(history: ShipmentHistory, order: OfOrder | null): KnownBySide;
  order(history: OrderHistory): void;
  ticket(ticket: TicketHistory): void;
}

function replayer(merchantId: string, question: WhatIfQuestion, { lanes, voices }: WhatIfWorld): Replayer {
  const { window } = question;
  const tally = whatIfTally();
  const sameTruth = canonicalText(question.before.truth) === canonicalText(question.after.truth);
  const world: ReplayedWorld = { usual: usualAt(lanes), voices };
  const tell = (
    subject: WhatIfSubject,
    milestones: number,
    under: (side: (typeof SIDES)[number], policy: Policy) => ReplayedSubject,
  ): void => {
    const casesOf = (side: (typeof SIDES)[number]): ReplayedCase[] =>
      replay(under(side, question[side]), question[side], window.to);
    addSubject(tally, { subject, milestones }, { before: casesOf('before'), after: casesOf('after') }, window);
  };
  const parcel: Replayer['parcel'] = (history, order) => {
    const { id, trackingNumber, carrier, milestones, tickets, validations } = history;
    const tier = order?.tier ?? 'STANDARD';
    const claims = claimsOf(history, order);
    const told: ReplayedParcel = { carrier, tier, claims, milestones, tickets, validations };
    const before = knowledgeOf(told, question.before.truth);
    const known = { before, after: sameTruth ? before : knowledgeOf(told, question.after.truth) };
    tell({ type: 'shipment', id, number: trackingNumber }, milestones.length, (side, policy) =>
      replayedParcel(told, known[side], world, policy),
    );
    return known;
  };
  return {
    tally,
    parcel,
    order(history) {
      const { id: orderId, number, statements, milestones, tickets, stock } = history;
      const { view } = knownOrder({ merchantId, id: orderId, number, statements }, () => question.before.truth);
      const parcels = history.parcels.map((one) => ({
        trackingNumber: one.trackingNumber,
        known: parcel(one, { statements, tier: view.customer.tier }),
      }));
      tell({ type: 'order', id: orderId, number }, milestones.length, (side, policy) =>
        replayedOrder(
          {
            statements,
            milestones,
            tickets,
            stock,
            parcels: parcels.map(({ known, ...one }) => ({ ...one, known: known[side] })),
          },
          policy,
        ),
      );
    },
    ticket(ticket) {
      tell({ type: 'ticket', id: ticket.id, number: ticket.externalId }, 0, (_side, policy) =>
        replayedTicket(ticket, policy),
      );
    },
  };
}

/**
 * Replays a range under both policies. Reads only, and holds one page at a time.
 * @param page its rows.
 */
export async function replayRange(
  db: Queryable,
  { of, ...range }: WhatIfRange,
  question: WhatIfQuestion,
  world: WhatIfWorld,
  page: number,
): Promise<WhatIfTally> {
  const { tally, parcel, order, ticket } = replayer(range.merchantId, question, world);
  const since = question.window.from;
  if (of === 'shipment')
    for await (const all of shipmentHistories(db, range, since, page)) for (const one of all) parcel(one, null);
  else if (of === 'orders') for await (const all of orderHistories(db, range, since, page)) all.forEach(order);
  else for await (const all of ticketHistories(db, range, since, page)) all.forEach(ticket);
  return tally;
}
