import { ALWAYS_OPEN, detectOrder, type Instant, type Policy, type PolicyOf } from '@whereabouts/model';
import {
  ordersOfExternals,
  ordersWaitingFor,
  setWaitingLines,
  together,
  waitingFor,
  type Deadline,
  type TicketKey,
  type TurnedArticle,
  type Tx,
  type Waiting,
} from '@whereabouts/store';
import type { Heard, HeardMilestone } from './heard';
import { skusOf, type HeardOrders, type KnownOrder } from './orders';

/** A parcel of a batch that changed: what it was linked to, and what it is linked to now. */
export interface LinkedParcel {
  readonly merchantId: string;
  readonly trackingNumber: string;
  readonly before: string | null;
  readonly link: string | null;
  readonly order: KnownOrder | null;
  readonly isNew: boolean;
}

/** News of a batch that concerns orders and tickets beside the parcels that it is of. */
export interface FamilyNews {
  readonly heard: Heard;
  readonly orders: HeardOrders;
  /** Tickets that changed. */
  readonly tickets: readonly TicketKey[];
  /** Articles that ran out or are there again. */
  readonly turned: readonly TurnedArticle[];
  readonly parcels: readonly LinkedParcel[];
}

/** News that is a trouble by itself. */
const isUrgent = ({ code, reasons }: HeardMilestone): boolean =>
  code === 'BACKORDERED' || reasons.some((reason) => URGENT.has(reason));
const URGENT: ReadonlySet<string> = new Set(['shipper.out_of_stock', 'shipper.wrong_item', 'shipper.missing_item']);

/** The first moment at which an order can be in trouble, by what its sources say of it alone. */
function firstCheck({ view, statements }: KnownOrder, policy: Policy, now: Instant): Instant | null {
  const strict = { ...policy, shipBy: { ...policy.shipBy, onlyKnownToWarehouse: false } };
  const calendar = policy.calendars[policy.shipBy.calendar] ?? ALWAYS_OPEN;
  const facts = { view, statements, milestones: [], parcels: [], tickets: [] };
  const { findings, nextCheckAt } = detectOrder(facts, { policy: strict, now, tier: view.customer.tier, calendar });
  return findings.length ? now : nextCheckAt;
}

/** Orders that urgent news names only by an id of its source, their own or that of a shipment without a number yet. */
async function ordersInTrouble(tx: Tx, { externals }: Heard): Promise<TicketKey[]> {
  const urgent = externals.filter(({ milestones }) => milestones.some(isUrgent));
  return urgent.length === 0
    ? []
    : ordersOfExternals(
        tx,
        urgent.map(({ external }) => external),
      );
}

/** Orders that got a second parcel within the batch. */
function splitWithin(links: readonly TicketKey[]): TicketKey[] {
  const seen = new Set<string>();
  return links.filter(({ id }) => seen.size === seen.add(id).size);
}

/**
 * The tickets that may have waited for this batch, and the orders that it splits. No statement when it brings no new
 * parcel, link or order.
 */
async function wakened(tx: Tx, { orders, parcels }: FamilyNews): Promise<Waiting> {
  const fresh = parcels.filter(({ isNew, link, before }) => isNew || (link !== null && link !== before));
  const linked = fresh.flatMap(({ merchantId, link }) => (link === null ? [] : [{ merchantId, id: link }]));
  const changed = [...orders.changed.values()];
  const emails = changed.flatMap(({ merchantId, view }) =>
    view.customer.email === null ? [] : [{ merchantId, email: view.customer.email.toLowerCase() }],
  );
  if (fresh.length + changed.length === 0) return { tickets: [], split: [] };
  const { tickets, split } = await waitingFor(tx, { numbers: fresh, linked, orders: [...linked, ...changed], emails });
  return { tickets, split: [...split, ...splitWithin(linked)] };
}

/** So many orders are woken by a batch for their articles; others are looked at when their time to ship is over. */
const MOST_WOKEN = 500;

/**
 * The orders that wait for articles of which a batch tells, and those of its orders for which there is nothing. What
 * orders wait for is written down first, so that later levels find them.
 */
async function ordersByStock(tx: Tx, { orders, turned }: FamilyNews): Promise<TicketKey[]> {
  const changed = [...orders.changed.values()].filter(({ view }) => view.placedAt !== null && view.lines.length > 0);
  const waiting = changed.map((order) => ({ ...order, skus: order.view.cancelledAt === null ? skusOf(order) : [] }));
  const short = waiting.length ? await setWaitingLines(tx, waiting) : [];
  return [...short, ...(turned.length ? await ordersWaitingFor(tx, turned, MOST_WOKEN) : [])];
}

/**
 * When the orders and tickets that a batch concerns have to be looked at. They are looked at by timers, each with its
 * whole family held, so that a scan of a parcel costs nothing more.
 */
export async function familyDeadlines(tx: Tx, news: FamilyNews, policyOf: PolicyOf, now: Instant): Promise<Deadline[]> {
  const due = new Map<string, Deadline>();
  const wake = (subjectKind: 'order' | 'ticket', { merchantId, id }: TicketKey, dueAt: Instant | null): void => {
    const known = due.get(id);
    if (dueAt !== null && (known === undefined || dueAt < known.dueAt))
      due.set(id, { merchantId, subjectKind, subjectId: id, dueAt });
  };
  for (const order of news.orders.changed.values())
    wake('order', order, order.isWatched ? now : firstCheck(order, policyOf(order.merchantId), now));
  const watched = new Set(news.orders.heard.flatMap(({ id, isWatched }) => (isWatched ? [id] : [])));
  for (const { merchantId, orderId: id, milestones } of news.heard.orders)
    if (milestones.some(isUrgent) || (milestones.length > 0 && watched.has(id))) wake('order', { merchantId, id }, now);
  const [troubled, byStock, { tickets, split }] = await together([
    ordersInTrouble(tx, news.heard),
    ordersByStock(tx, news),
    wakened(tx, news),
  ]);
  for (const key of troubled) wake('order', key, now);
  for (const { merchantId, link, before, order } of news.parcels) {
    if (link !== null && order?.isWatched) wake('order', { merchantId, id: link }, now);
    if (before !== null && before !== link) wake('order', { merchantId, id: before }, now);
  }
  for (const key of byStock) wake('order', key, now);
  for (const key of split) wake('order', key, now);
  for (const key of [...news.tickets, ...tickets]) wake('ticket', key, now);
  return [...due.values()];
}
