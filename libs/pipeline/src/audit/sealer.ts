import { inCaseOrder, sealEntries, type Clock, type LoggedEntry } from '@whereabouts/model';
import {
  beginSweep,
  casesBeyond,
  chainEnds,
  inTransaction,
  lockSealer,
  moveSealer,
  putSeals,
  readChanges,
  sealerState,
  unsealedOf,
  type CaseKey,
  type FeedPosition,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log } from '../pipeline';
import { steadily, type Steady } from '../jobs/steadily';

/** Changes in one transaction. Small: while it writes it holds the change feed back, as every transaction does. */
const BATCH = 250;
/** Of a sweep: as many cases have some times as many entries. */
const CASES = 50;
const TICK_MS = 1_000;

export interface SealerNeeds {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
}

const keyOf = ({ merchantId, caseId }: CaseKey): string => `${merchantId}/${caseId}`;

/** What one step found: nothing to do (or another process does it), all of it, or so much that there may be more. */
export type Sealed = 'nothing' | 'all' | 'more';

/** The unsealed entries of some cases, those of each case in the order of its history. */
async function queuesOf(tx: Tx, cases: readonly CaseKey[]): Promise<Map<string, LoggedEntry[]>> {
  const { entries, ends } = await unsealedOf(tx, cases);
  const endOf = new Map(ends.map((end) => [keyOf(end), end.hash]));
  const grouped = Map.groupBy(entries, keyOf);
  return new Map([...grouped].map(([key, own]) => [key, inCaseOrder(endOf.get(key) ?? '', own)]));
}

async function seal(tx: Tx, entries: readonly LoggedEntry[], clock: Clock): Promise<void> {
  if (entries.length === 0) return;
  const ends = await chainEnds(tx, [...new Set(entries.map(({ merchantId }) => merchantId))]);
  await putSeals(tx, sealEntries(ends, entries), clock().slice(0, 10));
}

/** Seals what the next changes of the feed account for, one entry each: an entry without a change stays unsealed. */
async function sealNext(tx: Tx, position: FeedPosition, clock: Clock, limit: number): Promise<Sealed> {
  const changes = await readChanges(tx, position, limit);
  if (changes.length === 0) return 'nothing';
  const queues = await queuesOf(tx, [...new Map(changes.map((change) => [keyOf(change), change])).values()]);
  const entries = changes.flatMap((change) => queues.get(keyOf(change))?.shift() ?? []);
  await seal(tx, entries, clock);
  await moveSealer(tx, { position: changes.at(-1)!.position, sweptTo: null });
  return changes.length < limit ? 'all' : 'more';
}

/** Seals all that the next cases have. */
async function sweepNext(
  tx: Tx,
  from: { readonly position: FeedPosition; readonly sweptTo: CaseKey },
  clock: Clock,
): Promise<Sealed> {
  const cases = await casesBeyond(tx, from.sweptTo, CASES);
  if (cases.length > 0) await seal(tx, [...(await queuesOf(tx, cases)).values()].flat(), clock);
  await moveSealer(tx, { position: from.position, sweptTo: cases.at(-1) ?? null });
  return 'more';
}

/**
 * Gives the next committed entries of the activity log their places in the chains of their merchants. It follows the change feed, whose order never grows behind a
 * reader; what the feed does not tell of is found by going through all cases once.
 */
export async function sealSome({ pool, clock }: Omit<SealerNeeds, 'log'>, limit = BATCH): Promise<Sealed> {
  if (!(await sealerState(pool)).isDue) return 'nothing';
  return inTransaction(pool, async (tx) => {
    if (!(await lockSealer(tx))) return 'nothing';
    const { position, sweptTo } = await sealerState(tx);
    if (position === null) {
      await beginSweep(tx);
      return 'more';
    }
    return sweptTo ? sweepNext(tx, { position, sweptTo }, clock) : sealNext(tx, position, clock, limit);
  });
}

/** Seals once a second, and without a pause while there is more. */
export const sealer = (needs: SealerNeeds): Steady =>
  steadily({
    // What comes just after all was sealed waits for company: few larger transactions instead of many small ones.
    step: async () => (await sealSome(needs)) === 'more',
    pauseMs: TICK_MS,
    failed: 'sealing the activity log failed',
    log: needs.log,
  });
