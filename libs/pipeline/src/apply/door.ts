import type { Instant, Policy, PolicyOf } from '@whereabouts/model';
import {
  appendShipmentChanges,
  casesOfShipments,
  insertShipments,
  leaveToCommit,
  lockShipments,
  orderId,
  together,
  UNJUDGED,
  updateSeenShipments,
  updateShipments,
  type Deadline,
  type ShipmentKey,
  type ShipmentWrite,
  type StoredCase,
  type TicketKey,
  type TurnedArticle,
  type Tx,
} from '@whereabouts/store';
import { armLooks } from './arm-looks';
import { armed } from './armed';
import { sharedGroups } from '../incidents/shared-groups';
import { breathe, mapBreathing } from './breathe';
import { holdHeard, joinParcels, toldOf } from './externals';
import { figureBook, type FigureBook } from './figures';
import { finish, foldParcel, linkOf, type Draft, type Folded } from './folded';
import { hear, numbersOf, type Heard, type UnderstoodInput } from './heard';
import { identify } from './identify';
import { judge, type Findings, type Judgement, type Look } from './judge';
import { historiesOf, newsOf, ofExternals, ofOrders, ofParcel, storeMilestones } from './milestones';
import { familyDeadlines, type LinkedParcel } from './order-deadlines';
import {
  applyOrders,
  orderNumbersOf,
  ordersOfParcels,
  type HeardOrders,
  type KnownOrder,
  type RankingOf,
  type WantedOrders,
} from './orders';
import { see, weigh } from './see';
import { applyStock } from './stock';
import { applyTickets } from './tickets';
import { placeWrite } from './place-write';
import { shipmentChanges } from './shipment-changes';
import { writeCases, type CasesWritten } from './write-cases';

/** What goes through the door together: news, and timers that came due. */
export interface DoorWork {
  readonly inputs: readonly UnderstoodInput[];
  /** Deadlines of shipments, locked by this transaction. */
  readonly due: readonly Deadline[];
  /** Shipments whose milestones were rewritten: they are folded anew from their history. Locked by this transaction. */
  readonly refold?: readonly ShipmentKey[];
  /** Shipments of which something else was learnt than milestones and claims. Locked by this transaction. */
  readonly touched?: readonly ShipmentKey[];
  /** Folds without judging: while a rebuild goes through the past. */
  readonly quiet?: boolean;
}

export interface DoorOutcome {
  readonly milestones: number;
  readonly shipments: number;
  readonly cases: CasesWritten;
  /** Deadlines that were dealt with. */
  readonly fired: number;
}

/** Parcels that are computed without a breath. */
const SLICE = 64;

/** A parcel number that another process added in the same moment: the whole batch is run again and finds it. */
class AddedMeanwhile extends Error {
  readonly code = '40001';
}

/** A batch after the fold. */
interface FoldedBatch {
  readonly folded: Folded[];
  readonly milestones: number;
  readonly orders: HeardOrders;
  readonly tickets: readonly TicketKey[];
  readonly turned: readonly TurnedArticle[];
}

async function foldAll(tx: Tx, work: DoorWork, heard: Heard, policyOf: PolicyOf): Promise<FoldedBatch> {
  const { refold = [], touched = [] } = work;
  const rankingOf: RankingOf = (merchantId) => policyOf(merchantId).truth;
  const turned = await applyStock(tx, work.inputs);
  const held = await holdHeard(tx, heard);
  const tickets = await applyTickets(tx, work.inputs);
  const heardOrders = await applyOrders(tx, heard.orders, rankingOf);
  const changedOrders = heardOrders.changed;
  const locked = await lockShipments(
    tx,
    {
      numbers: numbersOf(heard),
      orders: [...changedOrders.values()].map(({ merchantId, id }) => ({ merchantId, orderId: id })),
      ids: [
        ...refold,
        ...touched,
        ...work.due.map(({ merchantId, subjectId: shipmentId }) => ({ merchantId, shipmentId })),
        ...held.parcels,
      ],
    },
    work.inputs.length || refold.length || touched.length ? 'wait' : 'skip',
  );
  const due = new Set(work.due.map(({ subjectId }) => subjectId));
  const parcels = identify(locked, heard.parcels);
  const outside = new Map(ofExternals(heard.externals).map((subject) => [subject.subjectId, subject]));
  const told = new Map(
    await mapBreathing(parcels, SLICE, (parcel) => [parcel, toldOf(ofParcel(parcel), held, outside)] as const),
  );
  const subjects = [...[...told.values()].map(([own]) => own), ...ofOrders(heard.orders), ...outside.values()];
  const [fates, joined] = await together([storeMilestones(tx, subjects), joinParcels(tx, parcels, held)]);
  const rewritten = new Set(refold.map(({ shipmentId }) => shipmentId));
  const also = [...joined.values()].flat();
  for (const { merchantId, shipmentId: subjectId } of refold) also.push({ merchantId, subjectId });
  const histories = await historiesOf(tx, [...told.values()], also, fates);
  const drafts = await mapBreathing(parcels, SLICE, (parcel): Draft => {
    const { id } = parcel.shipment;
    const said = (joined.get(id) ?? []).flatMap(({ subjectId }) => histories.get(subjectId) ?? []);
    const news = [...newsOf(told.get(parcel)!, fates), ...said];
    const history = histories.get(id) ?? (rewritten.has(id) ? [] : null);
    const { summary, view } = foldParcel(parcel, news, history, policyOf(parcel.shipment.merchantId));
    const added = newsOf(told.get(parcel)!.slice(0, 1), fates).map((milestone) => milestone.id);
    return { parcel, added, summary, view, link: linkOf(summary, parcel.shipment.merchantId, view) };
  });
  const orders = await ordersOf(tx, drafts, changedOrders, rankingOf);
  const learnt = new Set(touched.map(({ shipmentId }) => shipmentId));
  const folded = drafts.map((draft) =>
    finish(draft, draft.link ? (orders.get(draft.link) ?? null) : null, {
      due,
      touched: learnt,
      changedOrders,
      policy: policyOf(draft.parcel.shipment.merchantId),
    }),
  );
  return {
    folded,
    orders: heardOrders,
    tickets,
    turned,
    milestones: subjects.reduce((sum, { milestones, again }) => sum + milestones.length + again.length, 0),
  };
}

async function ordersOf(
  tx: Tx,
  drafts: readonly Draft[],
  changed: ReadonlyMap<string, KnownOrder>,
  rankingOf: RankingOf,
): Promise<Map<string, KnownOrder>> {
  const wanted: WantedOrders = { linked: new Map(), fresh: new Map(), spokenOf: new Map() };
  for (const { parcel, link, view } of drafts) {
    const { merchantId, orderId: before } = parcel.shipment;
    const want = (group: keyof WantedOrders, id: string, number: string): void => {
      if (!changed.has(id)) wanted[group].set(id, { merchantId, id, number });
    };
    if (link !== null) want(link === before ? 'linked' : 'fresh', link, view.orderNumber!);
    for (const number of orderNumbersOf(parcel.claims)) {
      const id = orderId(merchantId, number);
      if (id !== link) want('spokenOf', id, number);
    }
  }
  const read = await ordersOfParcels(tx, wanted, rankingOf);
  for (const [id, order] of changed) read.set(id, order);
  return read;
}

interface Judged {
  readonly look: Look;
  readonly judgement: Judgement;
}

async function judgeAll(
  tx: Tx,
  folded: readonly Folded[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<Map<Folded, Judged>> {
  const seen = await see(
    tx,
    folded.map(({ shipment, summary, view, order }) => ({ shipment, summary, view, order: order?.view ?? null })),
    policyOf,
    now,
  );
  const troubled = folded.flatMap(({ shipment, isTouched }, index) =>
    shipment.openCases !== 0 || isTouched || seen[index]!.findings.findings.length > 0 ? [shipment] : [],
  );
  const [weighed, stored] = await together([
    weigh(tx, seen, policyOf, now),
    troubled.length ? casesOfShipments(tx, troubled) : [],
  ]);
  const cases = new Map<string, StoredCase[]>();
  for (const one of stored) cases.set(one.shipmentId!, [...(cases.get(one.shipmentId!) ?? []), one]);
  return new Map(
    folded.map((one, index) => {
      const { look, findings } = weighed[index]!;
      const own = cases.get(one.shipment.id) ?? [];
      return [one, { look, judgement: judgeOne(look, findings, own, policyOf(one.shipment.merchantId), now) }];
    }),
  );
}

const judgeOne = (
  look: Look,
  findings: Findings,
  cases: readonly StoredCase[],
  policy: Policy,
  now: Instant,
): Judgement =>
  findings.findings.length === 0 && cases.length === 0
    ? { writes: [], openCases: 0, nextCheckAt: findings.nextCheckAt }
    : judge(look, findings, cases, policy, now);

async function write(
  tx: Tx,
  folded: readonly Folded[],
  judged: ReadonlyMap<Folded, Judged>,
  due: readonly Deadline[],
  figures: FigureBook,
  families: readonly Deadline[],
  now: Instant,
): Promise<void> {
  const writes = folded.map((one) => {
    const judgement = judged.get(one)?.judgement;
    const write: ShipmentWrite = {
      ...one.shipment,
      summary: one.summary,
      view: one.view,
      // What is folded quietly is looked at as soon as the door opens, by whoever comes first.
      openCases: judgement ? judgement.openCases : UNJUDGED,
      nextCheckAt: judgement ? armed(one.isDue ? null : one.shipment.nextCheckAt, judgement.nextCheckAt) : now,
      counted: figures.shipment(one),
    };
    return { one, write };
  });
  const added = writes.filter(({ one }) => one.parcel.isNew).map((entry) => entry.write);
  const told = writes.filter(({ one }) => one.isChanged && !one.parcel.isNew).map((entry) => entry.write);
  const seen = writes.filter(({ one }) => !one.isChanged).map((entry) => entry.write);
  // A rebuild tells nobody of the past.
  const changes = judged.size ? writes.flatMap(({ one, write: written }) => shipmentChanges(one, written, now)) : [];
  const [inserted] = await together([
    added.length ? insertShipments(tx, added) : null,
    told.length ? updateShipments(tx, told) : null,
    seen.length ? updateSeenShipments(tx, seen) : null,
    changes.length ? appendShipmentChanges(tx, changes) : null,
    armLooks(tx, writes, due, families),
  ]);
  if (inserted && inserted.size < added.length) throw new AddedMeanwhile();
}

const linked = ({ parcel, shipment, order }: Folded): LinkedParcel => ({
  merchantId: shipment.merchantId,
  trackingNumber: shipment.trackingNumber,
  before: parcel.shipment.orderId,
  link: shipment.orderId,
  order,
  isNew: parcel.isNew,
});

/**
 * The only door through which a shipment or a case changes by itself: one transaction that locks the shipments in key
 * order, folds, detects, reconciles cases, and writes activity and changes. Safe to run twice with the same news.
 */
export async function throughDoor(tx: Tx, work: DoorWork, policyOf: PolicyOf, now: Instant): Promise<DoorOutcome> {
  const heard = hear(work.inputs);
  await breathe();
  const { folded, milestones, orders, tickets, turned } = await foldAll(tx, work, heard, policyOf);
  const toWrite = folded.filter(({ isChanged, isDue }) => isChanged || isDue);
  const figures = figureBook();
  const parcels = toWrite.filter(({ isChanged }) => isChanged).map(linked);
  // Timers bring no news of orders and tickets: a look at one of them must not call for the next.
  const concernsFamilies = !work.quiet && work.inputs.length + (work.refold?.length ?? 0) > 0;
  const [judged, families] = await together([
    work.quiet ? new Map<Folded, Judged>() : judgeAll(tx, toWrite, policyOf, now),
    concernsFamilies ? familyDeadlines(tx, { heard, orders, tickets, turned, parcels }, policyOf, now) : [],
  ]);
  const placed = [...judged.values()].flatMap(({ look, judgement }) =>
    judgement.writes.map((one) => ({
      ...placeWrite(look, one),
      groups: one.type === 'open' ? sharedGroups(one.case, look, policyOf(look.shipment.merchantId), now) : undefined,
    })),
  );
  const [, cases] = await together([
    write(tx, toWrite, judged, work.due, figures, families, now),
    writeCases(tx, placed, policyOf, now),
  ]);
  leaveToCommit(tx, figures.write(tx));
  return { milestones, shipments: toWrite.length, cases, fired: toWrite.filter(({ isDue }) => isDue).length };
}
