import { spacingOf, type Circuit, type CircuitState, type Instant, type RateLimit } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { recordset, toJson } from '../recordset';

/** An account at a source: its requests are counted together, and fail together. */
export interface AccountKey {
  readonly merchantId: string;
  readonly account: string;
}

export interface PullAccount {
  readonly circuit: Circuit;
  /** Until when the source asked us to stay away. */
  readonly closedUntil: Instant | null;
  /** When it would be idle again, in milliseconds from now by the database's clock. */
  readonly markInMs: number;
}

export interface AccountRow {
  closed_until: Instant | null;
  circuit: CircuitState;
  circuit_failures: number;
  circuit_openings: number;
  circuit_since: Instant | null;
  circuit_retry_at: Instant | null;
  circuit_reason: string | null;
  mark_in_ms: number;
}

export const ACCOUNT_COLUMNS = `a.closed_until, a.circuit, a.circuit_failures, a.circuit_openings, a.circuit_since,
  a.circuit_retry_at, a.circuit_reason, (extract(epoch from a.mark - clock_timestamp()) * 1000)::float8 as mark_in_ms`;

export const accountFromRow = (row: AccountRow): PullAccount => ({
  circuit: {
    state: row.circuit,
    failures: row.circuit_failures,
    openings: row.circuit_openings,
    since: row.circuit_since,
    retryAt: row.circuit_retry_at,
    reason: row.circuit_reason,
  },
  closedUntil: row.closed_until,
  markInMs: row.mark_in_ms,
});

/** Accounts that are called without being asked about parcels have a row as well. */
export async function ensureAccounts(db: Queryable, accounts: readonly AccountKey[]): Promise<void> {
  await db.query({
    name: 'ensure-accounts',
    text: `insert into pull_account (merchant_id, account)
           select distinct merchant_id, account from ${recordset({ merchant_id: 'uuid', account: 'text' })} order by 1, 2
           on conflict do nothing`,
    values: [toJson(accounts.map(({ merchantId, account }) => ({ merchant_id: merchantId, account })))],
  });
}

/** Locks an account: who schedules for it, or changes it, does so alone. Taken before any row of a schedule. */
export async function lockAccount(tx: Tx, { merchantId, account }: AccountKey): Promise<PullAccount | null> {
  const { rows } = await tx.query<AccountRow>({
    name: 'lock-account',
    text: `select ${ACCOUNT_COLUMNS} from pull_account a where a.merchant_id = $1 and a.account = $2 for update`,
    values: [merchantId, account],
  });
  return rows[0] ? accountFromRow(rows[0]) : null;
}

export async function readAccount(db: Queryable, { merchantId, account }: AccountKey): Promise<PullAccount | null> {
  const { rows } = await db.query<AccountRow>({
    name: 'read-account',
    text: `select ${ACCOUNT_COLUMNS} from pull_account a where a.merchant_id = $1 and a.account = $2`,
    values: [merchantId, account],
  });
  return rows[0] ? accountFromRow(rows[0]) : null;
}

/** Keeps the circuit of an account that this transaction has locked. */
export async function saveCircuit(tx: Tx, { merchantId, account }: AccountKey, circuit: Circuit): Promise<void> {
  await tx.query({
    name: 'save-circuit',
    text: `update pull_account set circuit = $3, circuit_failures = $4, circuit_openings = $5, circuit_since = $6,
             circuit_retry_at = $7, circuit_reason = $8 where merchant_id = $1 and account = $2`,
    values: [
      merchantId,
      account,
      circuit.state,
      circuit.failures,
      circuit.openings,
      circuit.since,
      circuit.retryAt,
      circuit.reason,
    ],
  });
}

/** The source asked us to stay away from it. */
export async function closeAccount(tx: Tx, { merchantId, account }: AccountKey, until: Instant): Promise<void> {
  await tx.query({
    name: 'close-account',
    text: `update pull_account set closed_until = greatest(closed_until, $3) where merchant_id = $1 and account = $2`,
    values: [merchantId, account, until],
  });
}

/** As `takeSlot` of the model, on the one row that all processes share and by the one clock that they share. */
const TAKE = `
  update pull_account a set mark = greatest(a.mark, n.now) + $3::float8 * interval '1 ms'
    from (select clock_timestamp() as now) n
   where a.merchant_id = $1 and a.account = $2 and a.mark <= n.now + ($3::float8 * ($4::int - 1) + $5::float8) * interval '1 ms'
  returning greatest(0, extract(epoch from a.mark - n.now) * 1000 - $3::float8 * $4::int)::float8 as wait_ms`;

/**
 * Reserves the next request of an account. Returns after how many milliseconds it may go out; null, and nothing is
 * reserved, when that would be more than `mostMs`.
 */
export async function takeRequest(
  db: Queryable,
  { merchantId, account }: AccountKey,
  rate: RateLimit,
  mostMs: number,
): Promise<number | null> {
  const { spacingMs, burst } = spacingOf(rate);
  const { rows } = await db.query<{ wait_ms: number }>({
    name: 'take-request',
    text: TAKE,
    values: [merchantId, account, spacingMs, burst, mostMs],
  });
  return rows[0]?.wait_ms ?? null;
}
