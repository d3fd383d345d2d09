import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Queryable, Tx, WhenHeld } from './db';
import { codeOf, isLost } from './failures';

/** A transaction that loses against others is begun so often in all. */
const TRIES = 5;

/** Runs `work` in one transaction; after a deadlock it is run again, so it must not keep state outside. */
export const inTransaction = <T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> =>
  transacted(pool, 'begin', work);

/** The same for a merchant: the rows of others are not there, whatever the statements ask. */
export const inTransactionOf = <T>(pool: pg.Pool, merchantId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  transacted(pool, `begin; select set_config('hub.merchant', ${pg.escapeLiteral(merchantId)}::uuid::text, true)`, work);

/** Statements for a merchant over a pool of the hub's own, each a transaction: for what is asked now and then. */
export const ofMerchant = (pool: pg.Pool, merchantId: string): Queryable =>
  ({
    query: (asked: pg.QueryConfig, values?: unknown[]) =>
      inTransactionOf(pool, merchantId, (tx) => tx.query(asked, values)),
  }) as Queryable;

/** What a transaction adds up of rows that many write to, and writes when it is about to be committed. */
export interface Sheet {
  /** Each is one statement. */
  write(tx: Tx): readonly Promise<unknown>[];
}
type SheetKind<Kind extends Sheet = Sheet> = () => Kind;

interface Left {
  /** Counted from one. */
  readonly attempt: number;
  readonly writes: Promise<unknown>[];
  readonly sheets: Map<SheetKind, Sheet>;
}

/** Of each transaction under way, what was left to its commit. */
const left = new WeakMap<Tx, Left>();

function leftOf(tx: Tx): Left {
  const own = left.get(tx);
  if (!own) throw new Error('nothing can be left to the commit of a transaction that was not begun here');
  return own;
}

/** The transaction's one sheet of this kind: whatever adds to it, it is written once, behind all else. */
export function sheetOf<Kind extends Sheet>(tx: Tx, begin: SheetKind<Kind>): Kind {
  const { sheets } = leftOf(tx);
  const own = (sheets.get(begin) as Kind | undefined) ?? begin();
  sheets.set(begin, own);
  return own;
}

/**
 * Writes whose results nobody needs before the commit: it is sent right behind them, so that what they lock is not held
 * while a busy process comes round to it. Each is one statement, sent already. Their failures are the transaction's.
 */
export function leaveToCommit(tx: Tx, writes: readonly Promise<unknown>[]): void {
  const own = leftOf(tx);
  for (const write of writes) write.catch(() => undefined);
  own.writes.push(...writes);
}

const tooLate = (): Promise<never> =>
  Promise.reject(new Error('a statement came after the commit of its transaction was sent'));

async function once<T>(tx: Tx, begin: string, work: (tx: Tx) => Promise<T>, attempt: number): Promise<T> {
  // Alone: where it fails, what was sent behind it would run by itself.
  await tx.query(begin);
  const own: Left = { attempt, writes: [], sheets: new Map() };
  const { writes, sheets } = own;
  left.set(tx, own);
  try {
    const result = await work(tx);
    for (const sheet of sheets.values()) leaveToCommit(tx, sheet.write(tx));
    const committed = tx.query('commit');
    tx.query = tooLate as Tx['query'];
    const [{ command }] = await together([committed, ...writes]);
    // What the server answers to the commit of a transaction in which something failed.
    if (command === 'ROLLBACK')
      throw new Error('the transaction was rolled back: a statement failed, and its failure was not heeded');
    return result;
  } catch (error) {
    // A write that was left may be the reason why what came behind it failed.
    return (await together([...writes, Promise.reject(error as Error)])) as never;
  } finally {
    left.delete(tx);
    delete (tx as Partial<Tx>).query;
  }
}

async function transacted<T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const tx = await pool.connect();
    let broken: Error | undefined;
    try {
      return await once(tx, begin, work, attempt);
    } catch (error) {
      broken = await tx.query('rollback').then(
        () => undefined,
        (failure: Error) => failure,
      );
      if (attempt >= TRIES || !isLost(error)) throw error;
    } finally {
      tx.release(broken);
    }
    await apart(attempt);
  }
}

/** Two that lost against one another are not begun again in the same moment. */
const apart = (attempt: number): Promise<void> => sleep(Math.random() * 10 * 2 ** attempt);

/** The transaction failed before; why, the statement before tells. */
const ABORTED = '25P02';

/**
 * The failure that tells why. One that another try gets past goes first, whichever came first: what else failed, such as
 * a key that is taken, may be for the same reason.
 */
const reasonOf = (failures: readonly unknown[]): unknown =>
  failures.find(isLost) ?? failures.find((failure) => codeOf(failure) !== ABORTED) ?? failures[0];

/**
 * Waits for statements of one transaction that need nothing of each other: they cost one round trip, and run in the order
 * in which they were asked. When one fails, the others are waited for all the same: what is still on its way when the
 * transaction is rolled back would run after it, by itself.
 */
export async function together<T extends readonly unknown[] | []>(
  asked: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(asked);
  const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (failures.length > 0) throw reasonOf(failures);
  return results.map((one) => (one as PromiseFulfilledResult<unknown>).value) as {
    -readonly [K in keyof T]: Awaited<T[K]>;
  };
}

/** The same on a connection that is held: for work that keeps tables of its own on it. */
export async function inTransactionOn<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(tx, 'begin', work, attempt);
    } catch (error) {
      await tx.query('rollback').catch(() => undefined);
      if (attempt >= TRIES || !isLost(error)) throw error;
    }
    await apart(attempt);
  }
}

/** Tries in which a transaction makes way; then others are in the way so much that it is better to wait for them. */
const POLITE_TRIES = 2;
const LOOK_EVERY_MS = 10;
/** By then the server would look for a circle as well. */
const LOOK_FOR_MS = 1_000;

/** What was needed out of turn is held by somebody while this transaction keeps somebody waiting: it makes way, and is run again. */
class OutOfTurn extends Error {
  readonly code = '40001';
}

const IS_AWAITED = `select exists (
  select from pg_stat_activity a where a.wait_event_type = 'Lock' and pg_backend_pid() = any(pg_blocking_pids(a.pid))) as "isAwaited"`;

async function isAwaited(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ isAwaited: boolean }>({ name: 'is-awaited', text: IS_AWAITED });
  return rows[0]!.isAwaited;
}

/**
 * Takes rows out of the order in which everybody takes them. Whoever holds them may be waiting for what this transaction
 * holds: the server finds that out only after a second, for which both stand still. So nobody is waited for who could be.
 *
 * @param take takes what is free, and says whether that was all; with `wait` it waits for the rest.
 */
export async function outOfTurn(tx: Tx, take: (whenHeld: WhenHeld) => Promise<boolean>): Promise<void> {
  const isPolite = leftOf(tx).attempt <= POLITE_TRIES;
  for (let waited = 0; waited < LOOK_FOR_MS; waited += LOOK_EVERY_MS) {
    if (await take('skip')) return;
    if (!isPolite) break;
    if (await isAwaited(tx)) throw new OutOfTurn('somebody else holds it, and somebody waits for this transaction');
    await sleep(LOOK_EVERY_MS);
  }
  await take('wait');
}
