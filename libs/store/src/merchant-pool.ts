import pg from 'pg';
import { inTransactionOf, openPool, type PoolOptions, type Queryable, type Tx } from './db';

/** Connections for work in the name of merchants. */
export interface MerchantPool {
  /** Runs statements to which this merchant's rows are all that there is, whatever they ask. */
  of(merchantId: string): Queryable;
  /** Runs `work` in one transaction of the merchant; after a deadlock it is run again. */
  transaction<T>(merchantId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

export function openMerchantPool(options: Omit<PoolOptions, 'seesNothing' | 'onConnect' | 'probesOnly'>): MerchantPool {
  const onConnect = (client: pg.ClientBase): Promise<unknown> => client.query({ ...SCOPE, values: [null] });
  const pool = openPool({ ...options, seesNothing: true, onConnect });
  const run = (merchantId: string, asked: string | pg.QueryConfig, values?: unknown[]): unknown =>
    pool.query(new StatementOf(merchantId, typeof asked === 'string' ? { text: asked, values } : asked));
  return {
    of: (merchantId) =>
      ({ query: (asked: string | pg.QueryConfig, values?: unknown[]) => run(merchantId, asked, values) }) as Queryable,
    transaction: (merchantId, work) => inTransactionOf(pool, merchantId, work),
    end: () => pool.end(),
  };
}

/**
 * Prepared on each new connection. Ends with the transaction, so that a connection remembers nobody; `*`, which would be
 * everybody, is no id.
 */
const SCOPE = { name: 'scope', text: `select set_config('hub.merchant', $1::uuid::text, true)` };

/** What node-postgres calls on a query; its published types leave most of it out. */
interface Answered {
  submit(connection: pg.Connection): unknown;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
}
const Statement = pg.Query as unknown as new (asked: object) => Answered;

/**
 * A statement that says first whose it is. Both go out together and are one transaction: the scope costs no round trip,
 * and where it cannot be set, the statement does not run.
 */
class StatementOf extends Statement {
  private scopeIsSet = false;

  constructor(
    private readonly merchantId: string,
    asked: pg.QueryConfig,
  ) {
    super({ ...asked, queryMode: 'extended' });
  }

  override submit(connection: pg.Connection): unknown {
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
}
