import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Queryable, Tx } from './db';
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

const BRIEFLY = `select set_config('hub.lock_timeout', current_setting('lock_timeout'), true), set_config('lock_timeout', '100ms', true)`;
const AS_BEFORE = `select set_config('lock_timeout', current_setting('hub.lock_timeout'), true)`;
/** What a statement fails with that waited as long as it may. */
const WAITED = '55P03';
/** By then others are in the way so much that it is better to wait for them, or for the server to find a circle. */
const PATIENT_FROM = 3;

/** What was needed out of turn is held by somebody who may be waiting for this transaction: it makes way, and is run again. */
class OutOfTurn extends Error {
  readonly code = '40001';
}

/**
 * Asks for rows out of the order in which everybody takes them. Whoever holds them may be waiting for what this transaction
 * holds: the server finds that out only after a second, for which both stand still. So this waits a moment, and makes way.
 */
export async function outOfTurn<T>(tx: Tx, ask: () => Promise<T>): Promise<T> {
  if (leftOf(tx).attempt >= PATIENT_FROM) return ask();
  const asked = (): Promise<T> =>
    ask().catch((error: unknown) => {
      throw codeOf(error) === WAITED ? new OutOfTurn('somebody else holds it', { cause: error }) : error;
    });
  const [, result] = await together([
    tx.query({ name: 'wait-briefly', text: BRIEFLY }),
    asked(),
    tx.query({ name: 'wait-as-before', text: AS_BEFORE }),
  ]);
  return result;
}
