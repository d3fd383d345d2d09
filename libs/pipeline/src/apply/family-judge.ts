import {
  ALWAYS_OPEN,
  detectOrder,
  detectTicket,
  isWaiting,
  nodesLacking,
  orderHealingOf,
  unsupportedBy,
  type Instant,
  type OrderFacts,
  type OrderParcel,
  type PolicyOf,
  type TicketSignal,
} from '@whereabouts/model';
import {
  levelsOfSkus,
  readHistory,
  type StoredCase,
  type StoredLevel,
  type TicketKey,
  type Tx,
} from '@whereabouts/store';
import { factsOfOrder, nodesOfParcels, NOWHERE } from './family-cases';
import { isReturn, orderOf, type World } from './family-world';
import { customerOf } from './give-owners';
import { flagsOfOrder, judgeAbout, type About, type Judgement } from './judge';
import { skusOf, type KnownOrder } from './orders';
import { signalOf } from './ticket-match';
import type { PlacedWrite } from './write-cases';

/** A judgement with what it is about. */
export interface Verdict {
  readonly kind: 'order' | 'ticket';
  readonly key: TicketKey;
  readonly judgement: Judgement;
  /** Articles of an order that nobody began to pick. */
  readonly waitsFor?: readonly string[];
  /** The nodes at which an order lacks its articles. */
  readonly nodes?: readonly string[];
  /** What the queue filters by, and whom the case is for. */
  readonly place: Pick<PlacedWrite, 'facts' | 'customer'>;
}

function orderFacts(world: World, order: KnownOrder, milestones: OrderFacts['milestones'], levels: Levels): OrderFacts {
  const parcels = world.parcels
    .filter((parcel) => orderOf(parcel) === order.id)
    .map(({ shipment: { trackingNumber }, view }): OrderParcel => ({
      trackingNumber,
      state: view.state,
      isReturn: isReturn(view),
      leftAt: view.handedOverAt ?? view.firstScanAt,
    }));
  const tickets = world.tickets.flatMap((ticket): TicketSignal[] => {
    const match = world.matches.get(ticket.id)!;
    return match.orderId === order.id && match.shipmentId === null ? [signalOf(ticket, match)] : [];
  });
  const stock = skusOf(order).flatMap((sku) => levels.get(articleKey(order.merchantId, sku)) ?? []);
  return { view: order.view, statements: order.statements, milestones, parcels, tickets, stock };
}

const articleKey = (merchantId: string, sku: string): string => `${merchantId}|${sku}`;

/** Stock levels by merchant and article. */
type Levels = ReadonlyMap<string, readonly StoredLevel[]>;

/** What there is of the articles of orders: one statement, none for orders without articles. */
async function levelsOfOrders(tx: Tx, orders: readonly KnownOrder[]): Promise<Levels> {
  const articles = new Map(
    orders.flatMap((order) =>
      skusOf(order).map((sku) => [articleKey(order.merchantId, sku), { merchantId: order.merchantId, sku }]),
    ),
  );
  const levels = new Map<string, StoredLevel[]>();
  for (const level of articles.size ? await levelsOfSkus(tx, [...articles.values()]) : []) {
    const key = articleKey(level.merchantId, level.sku);
    levels.set(key, [...(levels.get(key) ?? []), level]);
  }
  return levels;
}

/** Judges the orders themselves. */
export async function judgeOrders(
  tx: Tx,
  world: World,
  cases: readonly StoredCase[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<Verdict[]> {
  const orders = [...world.orders.values()];
  const subjects = orders.map(({ merchantId, id: subjectId }) => ({ merchantId, subjectId }));
  const levels = await levelsOfOrders(tx, orders);
  const histories = orders.length ? await readHistory(tx, subjects) : new Map<string, OrderFacts['milestones']>();
  return orders.map((order): Verdict => {
    const { merchantId, id, view } = order;
    const policy = policyOf(merchantId);
    const facts = orderFacts(world, order, histories.get(id) ?? [], levels);
    const calendar = policy.calendars[policy.shipBy.calendar] ?? ALWAYS_OPEN;
    const found = detectOrder(facts, { policy, now, tier: view.customer.tier, calendar });
    const about: About = {
      subject: { merchantId, shipmentId: null, orderId: id, ticketId: null },
      heals: (current) => orderHealingOf(current, facts, policy),
      flags: flagsOfOrder(view, policy),
      silence: null,
    };
    const own = cases.filter(({ shipmentId, orderId }) => shipmentId === null && orderId === id);
    const judgement = judgeAbout(about, found, own, policy, now);
    const [leaving, nodes] = [
      nodesOfParcels(world, id),
      nodesLacking({ view, stock: facts.stock ?? [], context: { policy } }),
    ];
    return {
      kind: 'order',
      key: { merchantId, id },
      judgement,
      waitsFor: isWaiting(facts) ? skusOf(order) : [],
      nodes,
      place: { facts: factsOfOrder(order, leaving.length > 0 ? leaving : nodes), customer: customerOf(view) },
    };
  });
}

/** Tickets of nobody: each is a subject of its own. */
export const judgeAlone = (world: World, cases: readonly StoredCase[], policyOf: PolicyOf, now: Instant): Verdict[] =>
  world.tickets.flatMap((ticket): Verdict[] => {
    const match = world.matches.get(ticket.id)!;
    if (match.orderId !== null || match.shipmentId !== null) return [];
    const { merchantId, id } = ticket;
    const policy = policyOf(merchantId);
    const signal = signalOf(ticket, match);
    const about: About = {
      subject: { merchantId, shipmentId: null, orderId: null, ticketId: id },
      heals: (current) => unsupportedBy(current, [signal], policy),
      flags: [],
      silence: null,
    };
    const own = cases.filter((one) => one.ticketId === id && one.shipmentId === null && one.orderId === null);
    const judgement = judgeAbout(about, detectTicket(signal, { policy, now }), own, policy, now);
    return [{ kind: 'ticket', key: { merchantId, id }, judgement, place: { facts: NOWHERE } }];
  });
