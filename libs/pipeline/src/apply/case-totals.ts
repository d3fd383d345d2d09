import { countSheet, type Instant } from '@whereabouts/model';
import {
  addDayCounts,
  bumpCounters,
  bumpLoads,
  caseCountKey,
  queueDeltas,
  type CaseFacts,
  type CounterDelta,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import type { CaseWrite } from './judge';

/** A case before and after a transaction; null: it was opened in it. */
export interface CasePair {
  readonly before: StoredCase | null;
  readonly after: StoredCase;
}

/** A write, with the lane where the case counts if it is opened. */
interface OpenedWrite {
  readonly write: CaseWrite;
  readonly facts: CaseFacts;
  readonly lane?: string | null;
}

const countDeltas = (one: StoredCase, delta: 1 | -1): CounterDelta[] => [
  { merchantId: one.merchantId, name: 'cases', key: caseCountKey(one), delta },
  ...queueDeltas(one, delta),
];

/** Totals and loads that follow from the cases before and after. Each write is one statement. */
export function bumpTotals(tx: Tx, pairs: readonly CasePair[]): Promise<void>[] {
  const counts = new Map<string, CounterDelta>();
  const loads = new Map<string, { merchantId: string; userId: string; delta: number }>();
  const add = (one: StoredCase, delta: 1 | -1): void => {
    for (const count of countDeltas(one, delta)) {
      const key = `${count.merchantId}|${count.name}|${count.key}`;
      counts.set(key, { ...count, delta: count.delta + (counts.get(key)?.delta ?? 0) });
    }
    if (one.status === 'CLOSED') return;
    const owner = `${one.merchantId}|${one.ownerId}`;
    loads.set(owner, {
      merchantId: one.merchantId,
      userId: one.ownerId,
      delta: delta + (loads.get(owner)?.delta ?? 0),
    });
  };
  for (const { before, after } of pairs) {
    if (before) add(before, -1);
    add(after, 1);
  }
  const moved = [...loads.values()].filter(({ delta }) => delta !== 0);
  const counted = [...counts.values()].filter(({ delta }) => delta !== 0);
  return [...(moved.length ? [bumpLoads(tx, moved)] : []), ...(counted.length ? [bumpCounters(tx, counted)] : [])];
}

/** Cases that are opened count on the lane and for the carrier of their shipment. */
export function countOpened(tx: Tx, placed: readonly OpenedWrite[], now: Instant): Promise<void>[] {
  const sheets = new Map<string, ReturnType<typeof countSheet>>();
  for (const { write, facts, lane } of placed) {
    if (write.type !== 'open') continue;
    const { merchantId, kind } = write.case;
    const sheet = sheets.get(merchantId) ?? countSheet();
    sheets.set(merchantId, sheet);
    sheet.opened(kind, facts.carrier, lane ?? null, now.slice(0, 10));
  }
  const days = [...sheets].flatMap(([merchantId, sheet]) => sheet.deltas().days.map((day) => ({ merchantId, ...day })));
  return days.length ? [addDayCounts(tx, days)] : [];
}
