import { after, MINUTE, type Instant, type PolicyOf } from '@whereabouts/model';
import {
  armDeadlines,
  disarm,
  setWaitingLines,
  sheetOf,
  watchOrders,
  type Deadline,
  type ShipmentKey,
  type TicketKey,
  type Tx,
} from '@whereabouts/store';
import { sharedGroupsOfOrder } from '../incidents/shared-groups';
import { caseTotals } from './case-totals';
import { throughDoor, type DoorOutcome } from './door';
import { follow } from './family-cases';
import { judgeAlone, judgeOrders, type Verdict } from './family-judge';
import { gatherAll, gatherFree, house, isReturn, orderOf, type FamilyWork, type World } from './family-world';
import { ticketDeltas } from './ticket-counts';
import { writeCases, type CasesWritten, type PlacedWrite } from './write-cases';

/** A ticket that was news a moment ago is looked at once more: what it names may have been committed in that moment. */
const LOOK_AGAIN_MS = MINUTE;

/** Of several parcels one has not left: when another one leaves, a clock begins. */
function isSplit({ parcels }: World, orderId: string): boolean {
  const own = parcels.filter(
    (parcel) => orderOf(parcel) === orderId && !isReturn(parcel.view) && parcel.view.state !== 'CANCELLED',
  );
  return own.length > 1 && own.some(({ view }) => view.handedOverAt === null && view.firstScanAt === null);
}

/** Wakes us for the orders and tickets again, and says which orders a change of their parcels matters to. */
async function arm(
  tx: Tx,
  world: World,
  verdicts: readonly Verdict[],
  due: readonly Deadline[],
  now: Instant,
): Promise<void> {
  const ticketed = new Set(world.tickets.map(({ id }) => world.matches.get(id)!.orderId));
  const watched = verdicts.flatMap(({ kind, key, judgement: { openCases } }) =>
    kind === 'order' ? [{ ...key, isWatched: openCases > 0 || ticketed.has(key.id) || isSplit(world, key.id) }] : [],
  );
  if (watched.length) await watchOrders(tx, watched);
  const waiting = verdicts.flatMap(({ key, waitsFor: skus }) => (skus === undefined ? [] : [{ ...key, skus }]));
  if (waiting.length) await setWaitingLines(tx, waiting);
  if (due.length) await disarm(tx, due);
  const next = verdicts.flatMap(({ kind, key: { merchantId, id: subjectId }, judgement: { nextCheckAt: dueAt } }) =>
    dueAt === null ? [] : [{ merchantId, subjectKind: kind, subjectId, dueAt }],
  );
  const again = world.tickets.flatMap(({ merchantId, id: subjectId, lookedAt }) =>
    lookedAt === null
      ? [{ merchantId, subjectKind: 'ticket' as const, subjectId, dueAt: after(now, LOOK_AGAIN_MS) }]
      : [],
  );
  if (next.length + again.length) await armDeadlines(tx, soonestEach([...next, ...again]));
}

/** One deadline a subject: the soonest. */
function soonestEach(deadlines: readonly Deadline[]): Deadline[] {
  const soonest = new Map<string, Deadline>();
  for (const one of deadlines) {
    const known = soonest.get(one.subjectId);
    if (known === undefined || one.dueAt < known.dueAt) soonest.set(one.subjectId, one);
  }
  return [...soonest.values()];
}

/** Families that are held, what they were held for, and the deadlines of it that are dealt with. */
interface HeldFamilies {
  readonly world: World;
  readonly work: FamilyWork;
  readonly due: readonly Deadline[];
}

/**
 * Looks at orders with their parcels and tickets as one: finds whose the tickets are, moves cases after them, and judges
 * the orders, the tickets of nobody and the shipments that this touched. Safe to run twice.
 */
async function look(
  tx: Tx,
  { world, work, due }: HeldFamilies,
  policyOf: PolicyOf,
  now: Instant,
): Promise<DoorOutcome> {
  const moved = await house(tx, world, now);
  const { cases, touched, written } = await follow(tx, world, moved, policyOf, now);
  const verdicts = [
    ...(await judgeOrders(tx, world, cases, policyOf, now)),
    ...judgeAlone(world, cases, policyOf, now),
  ];
  const placed = verdicts.flatMap(({ judgement, key: { merchantId }, nodes = [], place }): PlacedWrite[] =>
    judgement.writes.map((write) => ({
      write,
      ...place,
      actor: 'rule:sla',
      groups: write.type === 'open' ? sharedGroupsOfOrder(write.case, nodes, policyOf(merchantId), now) : undefined,
    })),
  );
  // Deadlines before the numbers of cases, as news takes them: those of orders, those of parcels, then the cases.
  await arm(tx, world, verdicts, due, now);
  const asked = new Set(work.tickets.map(({ id }) => id));
  const reviewed = world.tickets.flatMap(({ merchantId, id }): ShipmentKey[] => {
    const { shipmentId } = world.matches.get(id)!;
    return asked.has(id) && shipmentId !== null ? [{ merchantId, shipmentId }] : [];
  });
  const again = [...touched, ...reviewed];
  const parcels = again.length ? await throughDoor(tx, { inputs: [], due: [], touched: again }, policyOf, now) : null;
  const own = await writeCases(tx, placed, policyOf, now);
  sheetOf(tx, caseTotals).count(ticketDeltas(world.tickets, world.matches));
  return {
    milestones: 0,
    shipments: parcels?.shipments ?? 0,
    cases: total([written, ...(parcels ? [parcels.cases] : []), own]),
    fired: due.length,
  };
}

const total = (all: readonly CasesWritten[]): CasesWritten => ({
  opened: all.reduce((sum, { opened }) => sum + opened, 0),
  closed: all.reduce((sum, { closed }) => sum + closed, 0),
  changes: all.reduce((sum, { changes }) => sum + changes, 0),
  cases: new Map(all.flatMap(({ cases }) => [...cases])),
});

/** Looks at the families of what a person corrected, and waits for whoever holds some of them. */
export const lookAtFamilies = async (
  tx: Tx,
  work: FamilyWork,
  policyOf: PolicyOf,
  now: Instant,
): Promise<DoorOutcome> => look(tx, { world: await gatherAll(tx, work, policyOf), work, due: [] }, policyOf, now);

const keysOf = (due: readonly Deadline[]): TicketKey[] =>
  due.map(({ merchantId, subjectId: id }) => ({ merchantId, id }));

/** Fires deadlines of families; those of which somebody holds something are left to the next look. */
async function fire(
  tx: Tx,
  work: FamilyWork,
  due: readonly Deadline[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<DoorOutcome> {
  const { world, free } = await gatherFree(tx, work, policyOf);
  const ids = new Set([...free.orders, ...free.tickets].map(({ id }) => id));
  const own = due.filter(({ subjectId }) => ids.has(subjectId));
  return look(tx, { world, work: free, due: own }, policyOf, now);
}

/** Fires deadlines of orders. */
export const lookAtOrders = (
  tx: Tx,
  due: readonly Deadline[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<DoorOutcome> => fire(tx, { orders: keysOf(due), tickets: [] }, due, policyOf, now);

/** Fires deadlines of tickets. */
export const lookAtTickets = (
  tx: Tx,
  due: readonly Deadline[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<DoorOutcome> => fire(tx, { orders: [], tickets: keysOf(due) }, due, policyOf, now);
