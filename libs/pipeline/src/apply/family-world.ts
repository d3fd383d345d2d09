import { after, DAY, type Instant, type PolicyOf, type ShipmentView } from '@whereabouts/model';
import {
  cluesOf,
  familyMembers,
  houseTickets,
  lockMatchable,
  lockShipments,
  outOfTurn,
  readOrders,
  ticketsAtOrders,
  type FamilyKeys,
  type LockedShipment,
  type MatchableTicket,
  type TicketKey,
  type Tx,
  type WhenHeld,
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

/** Orders with their parcels and tickets, held but for those named: what a look at them needs. */
export interface World {
  readonly tickets: readonly MatchableTicket[];
  /** Of these, the tickets that were only read. */
  readonly unheld: ReadonlySet<MatchableTicket>;
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

interface Gathered {
  readonly world: World;
  /** What the world was gathered for, with the parcels that its tickets name. */
  readonly keys: FamilyKeys;
}

/** Holds tickets, then orders, then their parcels, as news does, and finds whose the tickets are. */
async function gather(tx: Tx, work: FamilyWork, policyOf: PolicyOf, whenHeld: WhenHeld): Promise<Gathered> {
  const rankingOf = (merchantId: string) => policyOf(merchantId).truth;
  const asked = work.tickets.length ? await lockMatchable(tx, work.tickets, whenHeld) : [];
  const clues = await cluesOf(
    tx,
    asked.map((ticket) => ({ ...ticket, since: lookBack(ticket, policyOf) })),
  );
  const found = new Map(asked.map((ticket) => [ticket.id, matchOf(ticket, clues)]));
  const keys = unique([...work.orders, ...idsOf(asked, found)]);
  const orders = keys.length ? await readOrders(tx, keys, 'update', whenHeld) : [];
  const atOrders = keys.length ? await ticketsAtOrders(tx, keys, whenHeld === 'skip' ? 'hold' : 'read') : [];
  const others = atOrders.filter(({ id }) => !found.has(id));
  const shipments = unique([
    ...asked.flatMap((ticket) => parcelOf(ticket, found.get(ticket.id)!.shipmentId)),
    ...[...asked, ...others].flatMap((ticket) => parcelOf(ticket, ticket.shipmentId)),
  ]);
  const locked = await lockShipments(
    tx,
    {
      numbers: [],
      orders: keys.map(({ merchantId, id }) => ({ merchantId, orderId: id })),
      ids: shipments.map(({ merchantId, id }) => ({ merchantId, shipmentId: id })),
    },
    whenHeld,
  );
  const parcels = locked.map((shipment) => ({
    shipment,
    view: viewOf(shipment.summary, policyOf(shipment.merchantId).truth),
  }));
  for (const ticket of others) found.set(ticket.id, matchBefore(ticket));
  const tickets = [...asked, ...others];
  const matches = new Map(tickets.map(({ id }) => [id, housed(found.get(id)!, candidatesAmong(parcels))]));
  const world = {
    tickets,
    unheld: new Set(whenHeld === 'skip' ? [] : others),
    matches,
    orders: new Map(orders.map((order) => [order.id, knownOrder(order, rankingOf)])),
    parcels,
  };
  return { world, keys: { tickets: work.tickets, orders: keys, shipments } };
}

/** Gathers all, and waits for whoever holds some of it. */
export const gatherAll = async (tx: Tx, work: FamilyWork, policyOf: PolicyOf): Promise<World> =>
  (await gather(tx, work, policyOf, 'wait')).world;

/**
 * Gathers those families of which nobody else holds anything, and says which they are. Timers do so: they hold deadlines
 * already, for which news and people wait who hold the rest.
 */
export async function gatherFree(
  tx: Tx,
  work: FamilyWork,
  policyOf: PolicyOf,
): Promise<{ readonly world: World; readonly free: FamilyWork }> {
  for (let free = work; ;) {
    const { world, keys } = await gather(tx, free, policyOf, 'skip');
    const held = await heldBeside(tx, world, keys);
    if (held.size === 0) return { world, free };
    free = without(free, held);
  }
}

/** Members of the families that somebody else holds, with all that belongs together with them. */
async function heldBeside(tx: Tx, world: World, keys: FamilyKeys): Promise<ReadonlySet<string>> {
  const ours = new Set([
    ...world.tickets.map(({ id }) => id),
    ...world.orders.keys(),
    ...world.parcels.map(({ shipment }) => shipment.id),
  ]);
  const elsewhere = (await familyMembers(tx, keys)).filter(({ id }) => !ours.has(id));
  const held = new Set(elsewhere.flatMap(({ id, orderId }) => idsAmong(id, orderId)));
  if (held.size === 0) return held;
  const groups = world.tickets.map((ticket) => {
    const match = world.matches.get(ticket.id)!;
    return idsAmong(ticket.id, ticket.orderId, ticket.shipmentId, match.orderId, match.shipmentId);
  });
  for (let before = 0; before < held.size;) {
    before = held.size;
    for (const group of groups) if (group.some((id) => held.has(id))) for (const id of group) held.add(id);
  }
  return held;
}

const idsAmong = (...ids: readonly (string | null)[]): string[] => ids.filter((id) => id !== null);

const without = ({ orders, tickets }: FamilyWork, held: ReadonlySet<string>): FamilyWork => ({
  orders: orders.filter(({ id }) => !held.has(id)),
  tickets: tickets.filter(({ id }) => !held.has(id)),
});

const parcelOf = ({ merchantId }: MatchableTicket, id: string | null): TicketKey[] =>
  id === null ? [] : [{ merchantId, id }];

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
export async function house(
  tx: Tx,
  { tickets, unheld, matches }: World,
  now: Instant,
): Promise<readonly MatchableTicket[]> {
  const moved = tickets.filter((ticket) => isElsewhere(ticket, matches.get(ticket.id)!));
  const news = tickets.filter(
    (ticket) => moved.includes(ticket) || ticket.lookedAt === null || ticket.countedTopic !== ticket.foundTopic,
  );
  if (news.length) {
    const further = news.filter((ticket) => unheld.has(ticket));
    // Tickets go before orders, which are held already.
    if (further.length)
      await outOfTurn(tx, async (whenHeld) => (await lockMatchable(tx, further, whenHeld)).length === further.length);
    await houseTickets(
      tx,
      news.map((ticket) => {
        const { by, orderId, shipmentId } = matches.get(ticket.id)!;
        const { merchantId, id, foundTopic } = ticket;
        const counted = { countedTopic: foundTopic, countedMatch: countedMatch(ticket, by) };
        return { merchantId, id, orderId, shipmentId, matchBy: by, ...counted, lookedAt: now };
      }),
    );
  }
  return moved;
}
