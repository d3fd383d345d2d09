import {
  BY_HAND,
  type ChangeType,
  type ExceptionCase,
  type Instant,
  type OrderView,
  type PolicyOf,
  type ShipmentView,
} from '@whereabouts/model';
import {
  appendChanges,
  armDeadlines,
  chainHash,
  insertCases,
  leaveToCommit,
  neighbourhoodOf,
  numberGiver,
  putActivity,
  sheetOf,
  together,
  updateCases,
  type ActivityEntry,
  type CaseFacts,
  type CaseSnapshot,
  type ChangeWrite,
  type LockedShipment,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import { uuidv7 } from 'uuidv7';
import { ownerGiver, UNKNOWN_CUSTOMER, type GiveOwner, type RoutedCustomer } from './give-owners';
import { incidentsFor, offerIncidents, settleSeekers, type SharedGroup } from '../incidents/shared-groups';
import { writeMessages, type MessageCause, type MessageNews, type NewsOfWrites } from '../messages/write-messages';
import { caseTotals, type CasePair } from './case-totals';

/** A write together with the shipment's facts that the queue filters by. */
export interface PlacedWrite extends MessageCause {
  readonly facts: CaseFacts;
  /** The lane of the shipment, where it is known: a case that is opened counts there. */
  readonly lane?: string | null;
  /** Whose order it is, for routing a case that is opened. */
  readonly customer?: RoutedCustomer;
  /** What a case that is opened may have in common with others. */
  readonly groups?: readonly SharedGroup[];
}

export const factsOf = (
  shipment: Pick<LockedShipment, 'carrier' | 'trackingNumber'>,
  view: Pick<ShipmentView, 'node' | 'orderNumber' | 'lane' | 'destination'>,
  order: OrderView | null,
): CaseFacts => ({
  carrier: shipment.carrier,
  trackingNumber: shipment.trackingNumber,
  nodeCode: view.node?.code ?? null,
  orderNumber: view.orderNumber,
  customerEmail: order?.customer.email ?? null,
  lane: view.lane,
  neighbourhood: neighbourhoodOf(view.destination),
});

export const snapshotOf = (one: ExceptionCase, facts: CaseFacts): CaseSnapshot => ({
  number: one.number,
  kind: one.kind,
  status: one.status,
  ownerId: one.ownerId,
  flags: one.flags.map(({ code }) => code),
  closeCode: one.closeCode,
  openedAt: one.openedAt,
  closedAt: one.closedAt,
  tags: one.tags,
  carrier: facts.carrier,
  nodeCode: facts.nodeCode,
  trackingNumber: facts.trackingNumber,
  orderNumber: facts.orderNumber,
  customerEmail: facts.customerEmail,
  firstActionDueAt: one.sla.firstActionDueAt,
  firstActionAt: one.sla.firstActionAt,
  warnAt: one.sla.warnAt,
  breachedAt: one.sla.breachedAt,
  pausedSince: one.sla.pausedSince,
  pausedUntil: one.sla.pausedUntil,
});

interface Ledger {
  readonly inserts: Map<string, StoredCase>;
  readonly updates: Map<string, StoredCase>;
  readonly activity: (ActivityEntry & { readonly hash: string })[];
  readonly changes: ChangeWrite[];
}

function record(
  ledger: Ledger,
  entry: { readonly before: StoredCase | null; readonly after: ExceptionCase; readonly facts: CaseFacts },
  said: {
    readonly actor: string;
    readonly action: string;
    readonly detail: object;
    readonly changed: readonly string[];
    readonly type: Exclude<ChangeType, 'LEFT'>;
    /** What it meant for messages. */
    readonly news?: readonly MessageNews[];
  },
  now: Instant,
): StoredCase {
  const { before, after, facts } = entry;
  const { merchantId, id: caseId } = after;
  const { actor, news } = said;
  const detail = news ? { ...said.detail, messages: news } : said.detail;
  const activity = { merchantId, caseId, id: uuidv7(), at: now, actor, action: said.action, detail };
  const hash = chainHash(before?.activityHash ?? '', activity);
  ledger.activity.push({ ...activity, hash });
  ledger.changes.push({
    merchantId,
    caseId,
    type: said.type,
    changed: news ? [...said.changed, 'messages'] : said.changed,
    at: now,
    actor,
    before: before && snapshotOf(before, before.facts),
    after: snapshotOf(after, facts),
  });
  return { ...after, facts, activityHash: hash };
}

const actorOf = (placed: PlacedWrite): string =>
  placed.write.type === 'change' &&
  placed.write.case.closedBy?.startsWith('rule:') &&
  placed.write.changeType === 'CLOSED'
    ? placed.write.case.closedBy
    : placed.actor;

/** Enters a write; the id of the case that it opens. */
function enter(
  ledger: Ledger,
  placed: PlacedWrite,
  giveOwner: GiveOwner,
  number: (m: string) => number,
  news: NewsOfWrites,
  now: Instant,
): string | null {
  const { write, facts } = placed;
  if (write.type === 'open') {
    const { merchantId } = write.case;
    const { ownerId, because } = giveOwner(write.case, facts, placed.customer ?? UNKNOWN_CUSTOMER);
    const opened = { ...write.case, id: uuidv7(), number: number(merchantId), ownerId };
    const said = {
      actor: opened.detection.rule === BY_HAND ? placed.actor : `rule:${opened.detection.rule}`,
      action: write.action,
      detail: { ...write.detail, ownerId, ownerBecause: because },
      changed: ['status'],
      type: 'OPENED',
    } as const;
    ledger.inserts.set(opened.id, record(ledger, { before: null, after: opened, facts }, said, now));
    return opened.id;
  }
  const { case: after, action, detail, changed, changeType: type } = write;
  const before = ledger.updates.get(after.id) ?? write.before;
  ledger.updates.set(
    after.id,
    record(
      ledger,
      { before, after, facts },
      { actor: actorOf(placed), action, detail, changed, type, news: news.get(placed) },
      now,
    ),
  );
  return null;
}

/** Wakes us for the clocks of open cases whose next moment is another one than before. */
function armClocks(tx: Tx, pairs: readonly CasePair[]): Promise<void>[] {
  const arm = pairs.flatMap(({ before, after: { merchantId, id: subjectId, sla } }) =>
    sla.nextClockAt !== null && sla.nextClockAt !== before?.sla.nextClockAt
      ? [{ merchantId, subjectKind: 'case' as const, subjectId, dueAt: sla.nextClockAt }]
      : [],
  );
  return arm.length ? [armDeadlines(tx, arm)] : [];
}

/** Cases that are opened belong from the start to the live incident of a group of theirs. */
async function inIncidents(tx: Tx, placed: readonly PlacedWrite[]): Promise<readonly PlacedWrite[]> {
  const grouped = placed.flatMap(({ write, groups }) =>
    write.type === 'open' && groups?.length ? [{ write, merchantId: write.case.merchantId, groups }] : [],
  );
  if (grouped.length === 0) return placed;
  const incidents = await incidentsFor(tx, grouped);
  const idOf = new Map(grouped.map(({ write }, index) => [write, incidents[index] ?? null]));
  return placed.map((one) => {
    const { write } = one;
    const incidentId = write.type === 'open' ? (idOf.get(write) ?? null) : null;
    return write.type === 'open' && incidentId !== null
      ? { ...one, write: { ...write, case: { ...write.case, incidentId } } }
      : one;
  });
}

const isClosing = ({ after }: { readonly after: StoredCase }): boolean => after.status === 'CLOSED';

/** What became of cases in one transaction. */
export interface CasesWritten {
  readonly opened: number;
  readonly closed: number;
  readonly changes: number;
  /** By id, as they stand after it. */
  readonly cases: ReadonlyMap<string, StoredCase>;
}

/** Writes cases, their activity and their changes, then the totals: everything that a decision about cases leaves behind. */
export async function writeCases(
  tx: Tx,
  decided: readonly PlacedWrite[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<CasesWritten> {
  if (decided.length === 0) return { opened: 0, closed: 0, changes: 0, cases: new Map() };
  const opened = decided.flatMap(({ write }) => (write.type === 'open' ? [write.case] : []));
  const merchantIds = [...new Set(opened.map(({ merchantId }) => merchantId))];
  const [number, placed, giveOwner] = await together([
    numberGiver(tx, 'case', opened),
    // Behind the numbers, which only one at a time can take: incidents and loads are as the one before left them.
    inIncidents(tx, decided),
    ownerGiver(tx, merchantIds, policyOf, now),
  ]);
  const ledger: Ledger = { inserts: new Map(), updates: new Map(), activity: [], changes: [] };
  const news = await writeMessages(tx, placed, policyOf, now);
  const groups = new Map<string, readonly SharedGroup[]>();
  for (const one of placed) {
    const opened = enter(ledger, one, giveOwner, number, news, now);
    if (opened !== null && one.groups) groups.set(opened, one.groups);
  }
  const originals = new Map(
    placed.flatMap(({ write }) => (write.type === 'change' ? [[write.before.id, write.before]] : [])),
  );
  const inserts = [...ledger.inserts.values()];
  const updates = [...ledger.updates.values()].map((after) => ({ before: originals.get(after.id)!, after }));
  const pairs = [...inserts.map((after) => ({ before: null, after })), ...updates];
  leaveToCommit(tx, [
    // Closing first, by itself: a kind may be closed and opened again in one batch, only one of a kind is open at a time, and
    // one statement writes its rows in whichever order it likes.
    ...[updates.filter(isClosing), updates.filter((one) => !isClosing(one))].flatMap((own) =>
      own.length ? [updateCases(tx, own)] : [],
    ),
    ...(inserts.length ? [insertCases(tx, inserts)] : []),
    putActivity(tx, ledger.activity),
    appendChanges(tx, ledger.changes),
    ...armClocks(tx, pairs),
  ]);
  const grouped = inserts.map((one) => ({ case: one, groups: groups.get(one.id) ?? [] }));
  await offerIncidents(tx, grouped, now);
  leaveToCommit(tx, settleSeekers(tx, pairs));
  sheetOf(tx, caseTotals).add(pairs, placed, now);
  return {
    opened: ledger.inserts.size,
    closed: updates.filter(isClosing).length,
    changes: ledger.changes.length,
    cases: new Map([...ledger.inserts, ...ledger.updates]),
  };
}
