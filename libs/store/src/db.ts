import pg from 'pg';
import type { Instant } from '@whereabouts/model';

/** A connection inside a transaction. Every write of the hot path takes one. */
export type Tx = pg.PoolClient;
/** Anything that can run a statement. */
export type Queryable = Pick<pg.Pool, 'query'>;

const TIMESTAMPTZ = 1184;
const INT8 = 20;

/** `2026-11-22 04:36:00.123+00` (the session's zone is UTC) to an Instant, without a Date in between. */
const toInstant = (text: string): Instant => {
  const digits = text.length - '2026-11-22 04:36:00.+00'.length;
  const seconds = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
  // Mostly there are none or enough of them; what is finer than a millisecond is cut off.
  const fraction = digits < 0 ? '.000' : digits < 3 ? text.slice(19, 20 + digits).padEnd(4, '0') : text.slice(19, 23);
  return `${seconds}${fraction}Z` as Instant;
};

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: string) => {
    if (oid === TIMESTAMPTZ) return toInstant;
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** With this, the rows of all merchants are seen: see the migration `merchants-apart`. */
export const SEES_ALL = '-c hub.merchant=*';

export interface PoolOptions {
  readonly url: string;
  readonly max?: number;
  readonly applicationName?: string;
  /** Milliseconds after which the server cancels a statement. */
  readonly statementTimeoutMs?: number;
  /**
   * For hot paths, which only ever probe indexes, whatever they ask for. None is planned for the parameters at hand, which
   * would cost more than to run it; and all are planned anew whenever the pool was used twice as often as before: what was
   * best while a table or a month's partition was empty goes through all of it once it is not. Which rows a statement is about must not hang on a parameter that may be null.
   */
  readonly probesOnly?: boolean;
  /**
   * For pages that are read, whatever the server knows of how much there is: what is joined is looked up for each row, and
   * nothing is gone through from end to end. Plans are made anew as with `probesOnly`.
   */
  readonly looksUp?: boolean;
  /** The server refuses every write over it. */
  readonly readOnly?: boolean;
  /** For work in the name of merchants: a statement sees nothing unless it says whose it is. */
  readonly seesNothing?: boolean;
  /** Runs on each new connection before it is used. */
  readonly onConnect?: (client: pg.ClientBase) => Promise<unknown>;
  /** Told of errors on idle connections, which otherwise would end the process. */
  readonly onError?: (error: Error) => void;
}

/** Each time a pool was used twice as often as before, its connections forget what they planned, whichever is used next. */
function planAnew(pool: pg.Pool): void {
  const planned = new WeakMap<pg.PoolClient, number>();
  let uses = 0;
  pool.on('acquire', (client) => {
    const doublings = Math.floor(Math.log2(++uses));
    // Where it fails, so does the statement that the connection was taken for.
    if ((planned.get(client) ?? doublings) < doublings) client.query('discard plans').catch(() => undefined);
    planned.set(client, doublings);
  });
}

/** The server joins by going through both sides as long as tables are small, and keeps to it when they are not. */
const LOOKS_UP = ['seqscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `-c enable_${way}=off`).join(' ');

/** Less than what sits between a hub and its database waits before it forgets a connection that says nothing. */
const KEEP_ALIVE_MS = 60_000;

/**
 * Opens a pool whose moments are Instants and whose session speaks UTC. It sees all merchants, for the hub's own work: what
 * is done for people goes through `openMerchantPool` or `inTransactionOf`. What was opened stays open: whoever came first
 * after a quiet time would wait for a new connection, and for all its statements to be planned anew.
 */
export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'whereabouts',
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 0,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    options: [
      '-c TimeZone=UTC -c DateStyle=ISO',
      ...(options.probesOnly ? ['-c enable_seqscan=off -c plan_cache_mode=force_generic_plan'] : []),
      ...(options.looksUp ? [LOOKS_UP] : []),
      ...(options.readOnly ? ['-c default_transaction_read_only=on'] : []),
      ...(options.seesNothing ? [] : [SEES_ALL]),
    ].join(' '),
    types,
    pipeline: true,
    // The pool waits for its promise; the published types do not tell.
    onConnect: options.onConnect as pg.PoolConfig['onConnect'],
  });
  if (options.probesOnly || options.looksUp) planAnew(pool);
  pool.on('error', (error) => options.onError?.(error));
  // A lost connection also fails the statement at hand; unheard, its event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Deadlock, serialization failure: another try gets through. */
const TRY_AGAIN = new Set(['40P01', '40001']);
const TRIES = 5;
/** Keys that two may add in the same moment, each not seeing the other: whoever tries again finds it there. */
const ADDED_ONCE = new Set(['one_open_case']);

/** The code of an error of the server or the socket. Not by `instanceof`: errors come from other realms, too. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const constraintOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'constraint' in error ? String(error.constraint) : '';

/** Lost against another transaction. */
const isLost = (error: unknown): boolean => TRY_AGAIN.has(codeOf(error)) || ADDED_ONCE.has(constraintOf(error));

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

/** Of each transaction under way, the writes that were left to its commit. */
const left = new WeakMap<Tx, Promise<unknown>[]>();

/**
 * Writes whose results nobody needs before the commit: it is sent right behind them, so that what they lock is not held
 * while a busy process comes round to it. Each is one statement, sent already. Their failures are the transaction's.
 */
export function leaveToCommit(tx: Tx, writes: readonly Promise<unknown>[]): void {
  const own = left.get(tx);
  if (!own) throw new Error('nothing can be left to the commit of a transaction that was not begun here');
  for (const write of writes) write.catch(() => undefined);
  own.push(...writes);
}

const tooLate = (): Promise<never> =>
  Promise.reject(new Error('a statement came after the commit of its transaction was sent'));

async function once<T>(tx: Tx, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Alone: where it fails, what was sent behind it would run by itself.
  await tx.query(begin);
  const writes: Promise<unknown>[] = [];
  left.set(tx, writes);
  try {
    const result = await work(tx);
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
      return await once(tx, begin, work);
    } catch (error) {
      broken = await tx.query('rollback').then(
        () => undefined,
        (failure: Error) => failure,
      );
      if (attempt >= TRIES || !isLost(error)) throw error;
    } finally {
      tx.release(broken);
    }
  }
}

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
      return await once(tx, 'begin', work);
    } catch (error) {
      await tx.query('rollback').catch(() => undefined);
      if (attempt >= TRIES || !isLost(error)) throw error;
    }
  }
}

/**
 * Connection lost or refused, shutting down or starting up, no room or memory or connections left, read-only after a
 * failover: another time the same statement gets through.
 */
const AWAY =
  /^(08...|53...|57P..|25006|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOTFOUND|EAI_AGAIN)$/;
const AWAY_MESSAGE = /Connection terminated|timeout exceeded when trying to connect|Client has encountered/;

/** True when the database is away (restarting, unreachable, full) rather than unhappy with a statement. */
export const isUnavailable = (error: unknown): boolean =>
  AWAY.test(codeOf(error)) || AWAY_MESSAGE.test(String((error as Partial<Error> | null)?.message));

/** Lost against others more often than is tried again, or waited in vain for what somebody holds. */
const CONTENDED = new Set([...TRY_AGAIN, '55P03', '57014']);

/** True when others were in the way of a statement: in a while it gets through, and what it is about is not to blame. */
export const isContended = (error: unknown): boolean => CONTENDED.has(codeOf(error));
