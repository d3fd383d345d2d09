import type pg from 'pg';
import { openPool, type PoolOptions } from './db';

/** Cancels what runs on connections of the same account. */
export interface StatementCanceller {
  /** Done when the server was told, or cannot be: a statement that stays ends by its timeout. */
  cancel(backend: number): Promise<void>;
  end(): Promise<void>;
}

/**
 * Of a backend whose connection is held only: another's statement may run on it later. A number that was handed out anew
 * is at worst a connection of ours.
 */
const CANCEL = `
  select pg_cancel_backend(pid) from pg_stat_activity
   where pid = $1 and state = 'active' and usename = current_user and datname = current_database()`;

const ENOUGH_MS = 5_000;

/** Over a connection of its own, which is opened when it is first needed: the others may all be busy. */
export function statementCanceller(options: Pick<PoolOptions, 'url' | 'applicationName'>): StatementCanceller {
  const { url, applicationName } = options;
  let pool: pg.Pool | null = null;
  return {
    async cancel(backend) {
      pool ??= openPool({ url, applicationName, max: 1, seesNothing: true, statementTimeoutMs: ENOUGH_MS });
      await pool.query({ name: 'cancel', text: CANCEL, values: [backend] }).catch(() => undefined);
    },
    async end() {
      await pool?.end();
    },
  };
}
