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
   * For hot paths, which only ever probe indexes: a plan that was made while a table or a month's partition was still
   * empty must not scan it for ever after.
   */
  readonly probesOnly?: boolean;
  /** The server refuses every write over it. */
  readonly readOnly?: boolean;
  /** For work in the name of merchants: a statement sees nothing unless it says whose it is. */
  readonly seesNothing?: boolean;
  /** Runs on each new connection before it is used. */
  readonly onConnect?: (client: pg.ClientBase) => Promise<unknown>;
  /** Told of errors on idle connections, which otherwise would end the process. */
  readonly onError?: (error: Error) => void;
}

/**
 * Opens a pool whose moments are Instants and whose session speaks UTC. It sees all merchants, for the hub's own work:
 * what is done for people goes through \`openMerchantPool\` or \`inTransactionOf\`.
 */
export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'whereabouts',
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    options: [
      '-c TimeZone=UTC -c DateStyle=ISO',
      ...(options.probesOnly ? ['-c enable_seqscan=off'] : []),
      ...(options.readOnly ? ['-c default_transaction_read_only=on'] : []),
      ...(options.seesNothing ? [] : [SEES_ALL]),
    ].join(' '),
    types,
    // The pool waits for its promise; the published types do not tell.
    onConnect: options.onConnect as pg.PoolConfig['onConnect'],
  });
  pool.on('error', (error) => options.onError?.(error));
  // A lost connection also fails the statement at hand; unheard, its event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Deadlock, serialization failure: another try gets through. */
const TRY_AGAIN = new Set(['40P01', '40001']);
const TRIES = 5;

/** The code of an error of the server or the socket. Not by `instanceof`: errors come from other realms, too. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

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

async function transacted<T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const tx = await pool.connect();
    let broken: Error | undefined;
    try {
      await tx.query(begin);
      const result = await work(tx);
      await tx.query('commit');
      return result;
    } catch (error) {
      broken = await tx.query('rollback').then(
        () => undefined,
        (failure: Error) => failure,
      );
      if (attempt >= TRIES || !TRY_AGAIN.has(codeOf(error))) throw error;
    } finally {
      tx.release(broken);
    }
  }
}

/** The same on a connection that is held: for work that keeps tables of its own on it. */
export async function inTransactionOn<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await tx.query('begin');
      const result = await work(tx);
      await tx.query('commit');
      return result;
    } catch (error) {
      await tx.query('rollback').catch(() => undefined);
      if (attempt >= TRIES || !TRY_AGAIN.has(codeOf(error))) throw error;
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
