import pg from 'pg';
import { statementCanceller } from './statement-canceller';
import { Abandoned, type Waiter } from './waiter';
import { openPool, type PoolOptions, type Queryable, type Tx } from './db';
import { inTransactionOf } from './transactions';

/** Connections for work in the name of merchants. */
export interface MerchantPool {
  /**
   * Runs statements to which this merchant's rows are all that there is, whatever they ask. Where somebody is named who
   * waits for them, they are for reading: once nobody waits, they are cancelled, and fail as Abandoned.
   */
  of(merchantId: string, waiter?: Waiter): Queryable;
  /** Runs `work` in one transaction of the merchant; after a deadlock it is run again. */
  transaction<T>(merchantId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

export function openMerchantPool(
  options: Omit<PoolOptions, 'seesNothing' | 'looksUp' | 'onConnect' | 'probesOnly'>,
): MerchantPool {
  const backends = new WeakMap<object, number>();
  const onConnect = (client: pg.ClientBase): Promise<unknown> => {
    const { connection, processID } = client as unknown as { connection: object; processID: number };
    backends.set(connection, processID);
    return client.query({ ...SCOPE, values: [null] });
  };
  const pool = openPool({ ...options, seesNothing: true, looksUp: true, onConnect });
  const canceller = statementCanceller(options);
  const configOf = (asked: string | pg.QueryConfig, values?: unknown[]): pg.QueryConfig =>
    typeof asked === 'string' ? { text: asked, values } : asked;
  const run = (merchantId: string, asked: string | pg.QueryConfig, values?: unknown[]): unknown =>
    pool.query(new StatementOf(merchantId, configOf(asked, values)));
  const runFor = async (waiter: Waiter, merchantId: string, asked: pg.QueryConfig): Promise<unknown> => {
    if (waiter.hasLeft) throw new Abandoned();
    const statement = new StatementOf(merchantId, asked);
    const stay = waiter.whenLeft(() =>
      statement.abandon((connection) => canceller.cancel(backends.get(connection as object)!)),
    );
    try {
      const result = await (pool.query(statement) as unknown as Promise<unknown>);
      if (statement.isAbandoned) throw new Abandoned();
      return result;
    } finally {
      stay();
    }
  };
  return {
    of: (merchantId, waiter) =>
      ({
        query: (asked: string | pg.QueryConfig, values?: unknown[]) =>
          waiter ? runFor(waiter, merchantId, configOf(asked, values)) : run(merchantId, asked, values),
      }) as Queryable,
    transaction: (merchantId, work) => inTransactionOf(pool, merchantId, work),
    async end() {
      await Promise.all([pool.end(), canceller.end()]);
    },
  };
}

/**
 * Prepared on each new connection. Ends with the transaction, so that a connection remembers nobody; `*`, which would be
 * everybody, is no id.
 */
const SCOPE = { name: 'scope', text: `select set_config('hub.merchant', $1::uuid::text, true)` };

/** What node-postgres calls on a query; its published types leave most of it out. */
interface Answered {
  callback?: (error: Error | null, result?: unknown) => void;
  submit(connection: pg.Connection): unknown;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
  handleError(error: Error, connection: pg.Connection): void;
  handleReadyForQuery(connection: pg.Connection): void;
}
const Statement = pg.Query as unknown as new (asked: object) => Answered;

/** What cancels the statement that runs on a connection; done when the server was told, or cannot be. */
type Cancel = (connection: pg.Connection) => Promise<void>;

/** A cancel that comes before the statement does is lost, so it is said again, ever later. */
const AGAIN_MS = { first: 20, most: 1_000 };

/**
 * A statement that says first whose it is. Both go out together and are one transaction: the scope costs no round trip,
 * and where it cannot be set, the statement does not run.
 */
class StatementOf extends Statement {
  isAbandoned = false;
  private scopeIsSet = false;
  private connection: pg.Connection | null = null;
  private isOver = false;
  private cancelling: Promise<void> | null = null;

  constructor(
    private readonly merchantId: string,
    asked: pg.QueryConfig,
  ) {
    super({ ...asked, queryMode: 'extended' });
  }

  override submit(connection: pg.Connection): unknown {
    if (this.isAbandoned) return new Abandoned();
    this.connection = connection;
    connection.stream.cork();
    connection.bind({ statement: SCOPE.name, values: [this.merchantId] }, false);
    connection.execute({}, false);
    const refusal = super.submit(connection);
    connection.stream.uncork();
    return refusal;
  }

  override handleDataRow(message: unknown): void {
    if (this.scopeIsSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.scopeIsSet) super.handleCommandComplete(message, connection);
    else this.scopeIsSet = true;
  }

  override handleError(error: Error, connection: pg.Connection): void {
    this.settle(() => {
      // The connection is as good as before: an error would make the pool throw it away.
      if (this.isAbandoned && isOwnEnd(error)) this.callback?.(null);
      else super.handleError(error, connection);
    });
  }

  override handleReadyForQuery(connection: pg.Connection): void {
    this.settle(() => super.handleReadyForQuery(connection));
  }

  /** Nobody waits for it any more: not sent if it was not, else cancelled. */
  abandon(cancel: Cancel): void {
    this.isAbandoned = true;
    if (this.connection) void this.cancel(this.connection, cancel);
  }

  private async cancel(connection: pg.Connection, cancel: Cancel): Promise<void> {
    for (let pause = AGAIN_MS.first; !this.isOver; pause = Math.min(pause * 2, AGAIN_MS.most)) {
      this.cancelling = cancel(connection);
      await this.cancelling;
      this.cancelling = null;
      if (!this.isOver) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** While the server is being told to cancel, the connection is nobody else's: it would be the next one's statement. */
  private settle(end: () => void): void {
    this.isOver = true;
    if (this.cancelling) void this.cancelling.then(end);
    else end();
  }
}

const QUERY_CANCELED = '57014';

const isOwnEnd = (error: Error): boolean =>
  error instanceof Abandoned || (error as { code?: unknown }).code === QUERY_CANCELED;
