import {
  checkCase,
  checkChain,
  type ActivityFault,
  type ActivityHead,
  type ChainEnd,
  type Instant,
} from '@whereabouts/model';
import {
  awaitingSeals,
  headsOf,
  historiesPage,
  sealedPage,
  sealerState,
  type AwaitingSeals,
  type SealerState,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';

const SEALS_AT_ONCE = 2_000;
const CASES_AT_ONCE = 500;

/** What became of the activity log of a merchant. */
export interface ActivityVerdict {
  readonly merchantId: string;
  /** Where its chain ends: the number is how many entries are sealed. */
  readonly end: ChainEnd;
  /** Entries that were committed just now and have no place in the chain yet. */
  readonly unsealed: number;
  readonly oldestUnsealed: Instant | null;
  /** How many things are wrong. */
  readonly faults: number;
  /** The first of them: in the chain, or where the chain is whole in the histories of cases. */
  readonly first: ActivityFault | null;
}

/** Runs `work` on one state of the database. */
async function onSnapshot<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  try {
    await tx.query('begin isolation level repeatable read read only');
    return await work(tx);
  } finally {
    const broken = await tx.query('rollback').then(
      () => undefined,
      (failure: Error) => failure,
    );
    tx.release(broken);
  }
}

/** What `verifyActivity` does, on a connection that sees one state of the database. */
export async function verifyLog(tx: Tx, merchantId: string, kept: readonly ActivityHead[]): Promise<ActivityVerdict> {
  const found = { faults: 0, first: null as ActivityFault | null };
  const note = (faults: readonly ActivityFault[]): void => {
    found.faults += faults.length;
    found.first ??= faults[0] ?? null;
  };
  const end = await verifyChain(tx, merchantId, [...kept, ...(await headsOf(tx, merchantId))], note);
  const unsealed = await verifyHistories(tx, merchantId, note);
  return { merchantId, end, ...unsealed, ...found };
}

/**
 * Recomputes the chain of a merchant and the histories of all its cases from the entries, and compares them with the
 * daily heads of the database and with those that were kept elsewhere. Changes nothing; the hub may go on meanwhile.
 */
export const verifyActivity = (
  pool: Pool,
  merchantId: string,
  kept: readonly ActivityHead[] = [],
): Promise<ActivityVerdict> => onSnapshot(pool, (tx) => verifyLog(tx, merchantId, kept));

type Note = (faults: readonly ActivityFault[]) => void;

async function verifyChain(tx: Tx, merchantId: string, heads: readonly ActivityHead[], note: Note): Promise<ChainEnd> {
  const chain = checkChain(heads);
  // Numbers that somebody made up may be below the first.
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const rows = await sealedPage(tx, merchantId, last, SEALS_AT_ONCE);
    for (const row of rows) note(chain.take(row));
    if (rows.length < SEALS_AT_ONCE) break;
    last = rows.at(-1)!.number;
  }
  const { end, faults } = chain.end();
  note(faults);
  return end;
}

/** How many entries of a case the sealer has yet to come to. */
function allowance(merchantId: string, state: SealerState, { byCase }: AwaitingSeals): (caseId: string) => number {
  const { position, sweptTo } = state;
  const isUnswept = (caseId: string): boolean =>
    position === null ||
    (sweptTo !== null &&
      (merchantId > sweptTo.merchantId || (merchantId === sweptTo.merchantId && caseId > sweptTo.caseId)));
  return (caseId) => (isUnswept(caseId) ? Infinity : (byCase.get(caseId) ?? 0));
}

async function verifyHistories(
  tx: Tx,
  merchantId: string,
  note: Note,
): Promise<{ readonly unsealed: number; readonly oldestUnsealed: Instant | null }> {
  const state = await sealerState(tx);
  const awaiting = await awaitingSeals(tx, merchantId, state.position ?? { xid: '0', seq: 0 });
  const allowed = allowance(merchantId, state, awaiting);
  let unsealed = 0;
  for (let last: string | null = null; ;) {
    const histories: Awaited<ReturnType<typeof historiesPage>> = await historiesPage(
      tx,
      merchantId,
      last,
      CASES_AT_ONCE,
    );
    for (const history of histories) {
      const checked = checkCase({ ...history, awaiting: allowed(history.caseId) });
      unsealed += checked.unsealed;
      note(checked.faults);
    }
    if (histories.length < CASES_AT_ONCE) break;
    last = histories.at(-1)!.caseId;
  }
  return { unsealed, oldestUnsealed: unsealed > 0 ? awaiting.oldest : null };
}
