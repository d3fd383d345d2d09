import type { Instant, PolicyOf } from '@whereabouts/model';
import {
  casesOfShipments,
  casesOfSubjects,
  type CaseFacts,
  type MatchableTicket,
  type ShipmentKey,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import { homeCases } from './case-homes';
import { isReturn, orderOf, unique, type World } from './family-world';
import type { KnownOrder } from './orders';
import { factsOf, writeCases, type CasesWritten } from './write-cases';

/** Every case that a move of these tickets can concern. */
async function casesAround(tx: Tx, world: World, moved: readonly MatchableTicket[]): Promise<StoredCase[]> {
  const orders = [...world.orders.values()];
  const subjects = { orders, tickets: world.tickets };
  const own = orders.length + world.tickets.length ? await casesOfSubjects(tx, subjects) : [];
  const homes = moved.flatMap(({ merchantId, id, shipmentId }) =>
    [shipmentId, world.matches.get(id)!.shipmentId].flatMap((one) => (one === null ? [] : [{ merchantId, id: one }])),
  );
  const atParcels = homes.length ? await casesOfShipments(tx, unique(homes)) : [];
  return [...own, ...atParcels];
}

/** What is known of a ticket of nobody. */
export const NOWHERE: CaseFacts = {
  carrier: null,
  trackingNumber: null,
  nodeCode: null,
  orderNumber: null,
  customerEmail: null,
  lane: null,
  neighbourhood: null,
};

/** What the queue filters by of an order itself, and of the place that it leaves from, where there is but one. */
export const factsOfOrder = ({ number, view }: KnownOrder, nodes: readonly string[]): CaseFacts => ({
  ...NOWHERE,
  nodeCode: nodes.length === 1 ? nodes[0]! : null,
  orderNumber: number,
  customerEmail: view.customer.email,
});

/** The places that parcels of an order leave from. */
export const nodesOfParcels = (world: World, orderId: string): readonly string[] => [
  ...new Set(
    world.parcels.flatMap((parcel) =>
      orderOf(parcel) === orderId && !isReturn(parcel.view) ? (parcel.view.node?.code ?? []) : [],
    ),
  ),
];

interface Home {
  readonly shipmentId: string | null;
  readonly orderId: string | null;
}

/** What the queue filters by, of wherever a case is now. */
function placeOf(world: World, home: Home, before: (Home & { readonly facts: CaseFacts }) | null): CaseFacts {
  const order = home.orderId === null ? undefined : world.orders.get(home.orderId);
  const parcel = world.parcels.find(({ shipment }) => shipment.id === home.shipmentId);
  if (parcel) return factsOf(parcel.shipment, parcel.view, order?.view ?? null);
  if (!order) return NOWHERE;
  const nodes = nodesOfParcels(world, order.id);
  if (nodes.length > 0) return factsOfOrder(order, nodes);
  // What is known of its articles is not looked up here: the place that the case has stays as long as it is about the order.
  const known = before?.shipmentId === null && before.orderId === order.id ? before.facts.nodeCode : null;
  return factsOfOrder(order, known === null ? [] : [known]);
}

/** Moves cases after their tickets. Returns all cases at hand as they stand then, and the shipments that gained or lost one. */
export async function follow(
  tx: Tx,
  world: World,
  moved: readonly MatchableTicket[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<{ cases: readonly StoredCase[]; touched: readonly ShipmentKey[]; written: CasesWritten }> {
  const cases = await casesAround(tx, world, moved);
  const writes = homeCases(cases, world.matches, policyOf, now);
  const written = await writeCases(
    tx,
    writes.map((write) => ({
      write,
      facts: placeOf(world, write.case, write.type === 'change' ? write.before : null),
      actor: 'rule:ticket-match',
    })),
    policyOf,
    now,
  );
  const homes = [
    ...moved.flatMap(({ merchantId, id, shipmentId }) =>
      [shipmentId, world.matches.get(id)!.shipmentId].map((one) => ({ merchantId, shipmentId: one })),
    ),
    ...writes.flatMap((write) =>
      write.type === 'change'
        ? [write.before.shipmentId, write.case.shipmentId].map((shipmentId) => ({
            merchantId: write.case.merchantId,
            shipmentId,
          }))
        : [],
    ),
  ];
  return {
    cases: cases.map((one) => written.cases.get(one.id) ?? one),
    touched: homes.flatMap(({ merchantId, shipmentId }) => (shipmentId === null ? [] : [{ merchantId, shipmentId }])),
    written,
  };
}
