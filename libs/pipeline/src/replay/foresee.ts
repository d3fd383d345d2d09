import { caseRef, type Policy, type PolicyOf, type ExceptionKind, type Instant } from '@whereabouts/model';
import {
  casesOfShipments,
  historyAsRemapped,
  readShipments,
  type LockedShipment,
  type OpenScope,
  type ShipmentKey,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import { foldNews, viewOf, viewWithOrder } from '../apply/fold';
import { judge, type Look } from '../apply/judge';
import { ordersOfParcels, type KnownOrder, type OrderName } from '../apply/orders';
import { see, weigh, type Seen } from '../apply/see';
import type { RemappedCases } from '../pipeline';

export interface CaseTally {
  opened: Partial<Record<ExceptionKind, number>>;
  closed: Partial<Record<ExceptionKind, number>>;
  unfounded: string[];
}

export const caseTally = (): CaseTally => ({ opened: {}, closed: {}, unfounded: [] });

const count = (counts: Partial<Record<ExceptionKind, number>>, kind: ExceptionKind, by = 1): void => {
  counts[kind] = (counts[kind] ?? 0) + by;
};

export function addCases(tally: CaseTally, { opened, closed, unfounded }: RemappedCases): void {
  for (const [kind, by] of Object.entries(opened)) count(tally.opened, kind as ExceptionKind, by);
  for (const [kind, by] of Object.entries(closed)) count(tally.closed, kind as ExceptionKind, by);
  tally.unfounded.push(...unfounded);
}

async function linkedOrders(
  tx: Tx,
  shipments: readonly LockedShipment[],
  policyOf: PolicyOf,
): Promise<Map<string, KnownOrder>> {
  const linked = new Map(
    shipments.flatMap(({ merchantId, orderId: id }): [string, OrderName][] =>
      id === null ? [] : [[id, { merchantId, id, number: '' }]],
    ),
  );
  return ordersOfParcels(
    tx,
    { linked, fresh: new Map(), spokenOf: new Map() },
    (merchantId) => policyOf(merchantId).truth,
  );
}

/** What the door would do to the cases of shipments whose milestones are rewritten. Reads only. */
export async function foresee(
  tx: Tx,
  scope: OpenScope,
  keys: readonly ShipmentKey[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<RemappedCases> {
  const tally = caseTally();
  if (keys.length === 0) return tally;
  const shipments = await readShipments(tx, { numbers: [], orders: [], ids: keys });
  const subjects = keys.map(({ merchantId, shipmentId: subjectId }) => ({ merchantId, subjectId }));
  const histories = await historyAsRemapped(tx, scope, subjects);
  const orders = await linkedOrders(tx, shipments, policyOf);
  const cases = new Map<string, StoredCase[]>();
  for (const one of await casesOfShipments(tx, shipments))
    cases.set(one.shipmentId!, [...(cases.get(one.shipmentId!) ?? []), one]);

  const pairs: { before: Look; after: Look }[] = [];
  for (const shipment of shipments) {
    const history = histories.get(shipment.id) ?? [];
    const summary = foldNews({ summary: shipment.summary, milestones: [], claims: [], history });
    if (summary === shipment.summary) continue;
    const order = (shipment.orderId && orders.get(shipment.orderId)) || null;
    const { truth } = policyOf(shipment.merchantId);
    const lookOf = (state: typeof summary): Look => ({
      shipment,
      summary: state,
      view: viewWithOrder(state, viewOf(state, truth), order, truth),
      order: order?.view ?? null,
    });
    pairs.push({ before: lookOf(shipment.summary), after: lookOf(summary) });
  }
  const seenOf = async (which: 'before' | 'after'): Promise<Seen[]> => {
    const looks = pairs.map((pair) => pair[which]);
    return weigh(tx, await see(tx, looks, policyOf, now), policyOf, now);
  };
  const before = await seenOf('before');
  for (const [index, after] of (await seenOf('after')).entries()) {
    const { merchantId, id } = after.look.shipment;
    foreseeOne(tally, before[index]!, after, cases.get(id) ?? [], policyOf(merchantId), now);
  }
  return tally;
}

function foreseeOne(
  tally: CaseTally,
  before: Seen,
  after: Seen,
  cases: readonly StoredCase[],
  policy: Policy,
  now: Instant,
): void {
  const closing = new Set<string>();
  for (const write of judge(after.look, after.findings, cases, policy, now).writes) {
    if (write.type === 'open') count(tally.opened, write.case.kind);
    else if (write.changeType === 'CLOSED') {
      count(tally.closed, write.case.kind);
      closing.add(write.before.id);
    }
  }
  const was = new Set(before.findings.findings.map(({ kind }) => kind));
  const is = new Set(after.findings.findings.map(({ kind }) => kind));
  for (const { id, kind, status, number } of cases)
    if (status !== 'CLOSED' && !closing.has(id) && was.has(kind) && !is.has(kind))
      tally.unfounded.push(caseRef(number));
}
