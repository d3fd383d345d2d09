import { after, DAY, type Instant, type PolicyOf, type ShipmentView } from '@whereabouts/model';
import {
  cluesOf,
  houseTickets,
  lockMatchable,
  lockShipments,
  readOrders,
  ticketsAtOrders,
  type LockedShipment,
  type MatchableTicket,
  type ShipmentKey,
  type TicketKey,
  type Tx,
} from '@whereabouts/store';
import { viewOf } from './fold';
import { knownOrder, type KnownOrder } from './orders';
import { countedMatch } from './ticket-counts';
import { housed, matchBefore, matchOf, type Match } from './ticket-match';

/** Orders and tickets that are to be looked at. */
export interface FamilyWork {
  readonly orders: readonly TicketKey[];
  readonly tickets: readonly TicketKey[];
}

/** A parcel that this transaction holds, with where it stands. */
export interface HeldParcel {
  readonly shipment: LockedShipment;
  readonly view: ShipmentView;
}

/** An order with its parcels and tickets, all held: what a look at it needs. */
export interface World {
  readonly tickets: readonly MatchableTicket[];
  readonly matches: ReadonlyMap<string, Match>;
  readonly orders: ReadonlyMap<string, KnownOrder>;
  readonly parcels: readonly HeldParcel[];
}

/** Each key once. */
export const unique = <Key extends TicketKey>(keys: readonly Key[]): Key[] => [
  ...new Map(keys.map((key) => [key.id, key])).values(),
];
const idsOf = (tickets: readonly MatchableTicket[], matches: ReadonlyMap<string, Match>): TicketKey[] =>
  tickets.flatMap(({ merchantId, id, orderId }) =>
    [orderId, matches.get(id)?.orderId ?? null].flatMap((one) => (one === null ? [] : [{ merchantId, id: one }])),
  );

/** The order that a parcel is linked to. */
export const orderOf = ({ shipment }: HeldParcel): string | null => shipment.orderId;

/** Holds tickets, then orders, then their parcels, as news does, and finds whose the tickets are. */
export async function gather(tx: Tx, work: FamilyWork, policyOf: PolicyOf): Promise<World> {
  const rankingOf = (merchantId: string) => policyOf(merchantId).truth;
  const asked = work.tickets.length ? await lockMatchable(tx, work.tickets) : [];
  const clues = await cluesOf(
    tx,
    asked.map((ticket) => ({ ...ticket, since: lookBack(ticket, policyOf) })),
  );
  const found = new Map(asked.map((ticket) => [ticket.id, matchOf(ticket, clues)]));
  const keys = unique([...work.orders, ...idsOf(asked, found)]);
  const orders = keys.length ? await readOrders(tx, keys, 'update') : [];
  const ids = asked.flatMap((ticket): ShipmentKey[] =>
    [ticket.shipmentId, found.get(ticket.id)!.shipmentId].flatMap((shipmentId) =>
      shipmentId === null ? [] : [{ merchantId: ticket.merchantId, shipmentId }],
    ),
  );
  const ofOrders = keys.map(({ merchantId, id }) => ({ merchantId, orderId: id }));
  const locked = await lockShipments(tx, { numbers: [], orders: ofOrders, ids });
  const parcels = locked.map((shipment) => ({
    shipment,
    view: viewOf(shipment.summary, policyOf(shipment.merchantId).truth),
  }));
  const others = (keys.length ? await ticketsAtOrders(tx, keys) : []).filter(({ id }) => !found.has(id));
  for (const ticket of others) found.set(ticket.id, matchBefore(ticket));
  const tickets = [...asked, ...others];
  const matches = new Map(tickets.map(({ id }) => [id, housed(found.get(id)!, candidatesAmong(parcels))]));
  return {
    tickets,
    matches,
    orders: new Map(orders.map((order) => [order.id, knownOrder(order, rankingOf)])),
    parcels,
  };
}

const lookBack = ({ merchantId, openedAt }: MatchableTicket, policyOf: PolicyOf): Instant =>
  after(openedAt, -policyOf(merchantId).tickets.emailLookBackDays * DAY);

/** A parcel that is itself a return. */
export const isReturn = ({ direction, state }: ShipmentView): boolean =>
  direction === 'RETURN' && state !== 'RETURNING' && state !== 'RETURNED';

const candidatesAmong = (parcels: readonly HeldParcel[]) => (orderId: string) =>
  parcels
    .filter((parcel) => orderOf(parcel) === orderId)
    .map(({ shipment: { id }, view }) => ({ id, state: view.state, isReturn: isReturn(view) }));

const isElsewhere = (ticket: MatchableTicket, { orderId, shipmentId, by }: Match): boolean =>
  ticket.orderId !== orderId || ticket.shipmentId !== shipmentId || ticket.matchBy !== by;

/** Writes down whose the tickets are. Returns those that were of something else before. */
export async function house(tx: Tx, { tickets, matches }: World, now: Instant): Promise<readonly MatchableTicket[]> {
  const moved = tickets.filter((ticket) => isElsewhere(ticket, matches.get(ticket.id)!));
  const news = tickets.filter(
    (ticket) => moved.includes(ticket) || ticket.lookedAt === null || ticket.countedTopic !== ticket.foundTopic,
  );
  if (news.length)
    await houseTickets(
      tx,
      news.map((ticket) => {
        const { by, orderId, shipmentId } = matches.get(ticket.id)!;
        const { merchantId, id, foundTopic } = ticket;
        const counted = { countedTopic: foundTopic, countedMatch: countedMatch(ticket, by) };
        return { merchantId, id, orderId, shipmentId, matchBy: by, ...counted, lookedAt: now };
      }),
    );
  return moved;
}
