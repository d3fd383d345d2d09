import pg from 'pg';
import type { Instant } from '@whereabouts/model';

/** What to do about rows that somebody else holds. */
export type WhenHeld = 'wait' | 'skip';

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
