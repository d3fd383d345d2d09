import { slotsBy, spacingOf, type Circuit, type Instant, type RateLimit } from '@whereabouts/model';
import type { Queryable } from '../db';
import { ACCOUNT_COLUMNS, accountFromRow, type AccountRow } from '../pull/pull-accounts';
import type { PullOutcomeName } from '../pull/source-states';
import { read } from './statement';

/** How asking a source goes. */
export interface PullHealthView {
  readonly circuit: Circuit;
  /** Until when the source asked us to stay away. */
  readonly closedUntil: Instant | null;
  readonly rate: RateLimit;
  /** Requests that may go out at once now; they are spaced, so never all that are allowed in a while. */
  readonly readyRequests: number;
  /** Milliseconds until as many as ever may go out at once. */
  readonly idleInMs: number;
  /** When the next parcel is due; in the past where requests are short. Null when there is none. */
  readonly nextDueAt: Instant | null;
  readonly lastPullAt: Instant | null;
  readonly lastOutcome: PullOutcomeName | null;
  readonly lastDetail: string | null;
}

interface StateRow extends AccountRow {
  source_id: string;
  last_input_at: Instant | null;
  account: string | null;
  rate_requests: number | null;
  rate_seconds: number | null;
  last_pull_at: Instant | null;
  last_pull_outcome: PullOutcomeName | null;
  last_pull_detail: string | null;
  next_due_at: Instant | null;
}

const STATES = `
  select s.source_id, s.last_input_at, a.account, s.rate_requests, s.rate_seconds, s.last_pull_at, s.last_pull_outcome,
         s.last_pull_detail, ${ACCOUNT_COLUMNS},
         (select due_at from poll p where p.merchant_id = s.merchant_id and p.source_id = s.source_id
           order by due_at limit 1) as next_due_at
    from source_state s left join pull_account a on a.merchant_id = s.merchant_id and a.account = s.account
   where s.merchant_id = $1`;

/** By source: when it was heard of last, and how asking it goes where it can be asked. */
export async function pullHealth(
  db: Queryable,
  merchantId: string,
): Promise<ReadonlyMap<string, { readonly lastInputAt: Instant | null; readonly pull: PullHealthView | null }>> {
  const rows = await read<StateRow>(db, STATES, [merchantId]);
  return new Map(rows.map((row) => [row.source_id, { lastInputAt: row.last_input_at, pull: pullOf(row) }]));
}

function pullOf(row: StateRow): PullHealthView | null {
  if (row.account === null || row.rate_requests === null || row.rate_seconds === null) return null;
  const { circuit, closedUntil, markInMs } = accountFromRow(row);
  const rate = { requests: row.rate_requests, perSeconds: row.rate_seconds };
  return {
    circuit,
    closedUntil,
    rate,
    readyRequests: slotsBy(markInMs, 0, 0, spacingOf(rate)),
    idleInMs: Math.max(0, markInMs),
    nextDueAt: row.next_due_at,
    lastPullAt: row.last_pull_at,
    lastOutcome: row.last_pull_outcome,
    lastDetail: row.last_pull_detail,
  };
}
