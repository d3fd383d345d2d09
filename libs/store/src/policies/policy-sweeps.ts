import type { Queryable, Tx } from '../db';
import type { ShipmentKey } from '../shipments';

/** How far the shipments of a merchant were looked at under the policy in force. */
export interface PolicySweep {
  readonly merchantId: string;
  /** Which policy: its version and the surge sets that are on. */
  readonly policyKey: string;
  /** Whom it believes, as one text. */
  readonly truth: string;
  /** The last shipment that was looked at; null when all were. */
  readonly afterId: string | null;
  /** The last case whose clocks were read anew; null when all were. */
  readonly afterCase: string | null;
  /** Ended shipments, too. */
  readonly endedToo: boolean;
}

interface SweepRow {
  merchant_id: string;
  policy_key: string;
  truth: string;
  after_id: string | null;
  after_case: string | null;
  ended_too: boolean;
}

const fromRow = (row: SweepRow): PolicySweep => ({
  merchantId: row.merchant_id,
  policyKey: row.policy_key,
  truth: row.truth,
  afterId: row.after_id,
  afterCase: row.after_case,
  endedToo: row.ended_too,
});

const FIRST = '00000000-0000-0000-0000-000000000000';
const COLUMNS = 'merchant_id, policy_key, truth, after_id, after_case, ended_too';

/** Of all merchants that ever had a policy of their own. */
export async function policySweeps(db: Queryable): Promise<PolicySweep[]> {
  const { rows } = await db.query<SweepRow>({ name: 'policy-sweeps', text: `select ${COLUMNS} from policy_sweep` });
  return rows.map(fromRow);
}

/** Holds the sweep of a merchant; `held` when another process does, null when there is none yet. */
export async function lockPolicySweep(tx: Tx, merchantId: string): Promise<PolicySweep | 'held' | null> {
  const { rows: locks } = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(5739015, hashtext($1)) as mine`,
    [merchantId],
  );
  if (!locks[0]!.mine) return 'held';
  const { rows } = await tx.query<SweepRow>(`select ${COLUMNS} from policy_sweep where merchant_id = $1`, [merchantId]);
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Notes how far it is. */
export async function putPolicySweep(tx: Tx, sweep: PolicySweep): Promise<void> {
  await tx.query(
    `insert into policy_sweep (merchant_id, policy_key, truth, after_id, after_case, ended_too) values ($1, $2, $3, $4, $5, $6)
     on conflict (merchant_id) do update set policy_key = excluded.policy_key, truth = excluded.truth,
       after_id = excluded.after_id, after_case = excluded.after_case, ended_too = excluded.ended_too`,
    [sweep.merchantId, sweep.policyKey, sweep.truth, sweep.afterId, sweep.afterCase, sweep.endedToo],
  );
}

/** Rows that one look reads, whatever it finds. */
const PAGE = 2000;

const TO_SWEEP = `
  with page as (select id, state, open_cases from shipment where merchant_id = $1 and id > $2 order by id limit ${PAGE})
  select id, $3 or open_cases <> 0 or state not in ('DELIVERED', 'RETURNED', 'LOST', 'CANCELLED') as wanted from page order by id`;

/** The next shipments that a policy may mean something for, and up to where they were looked for; null: to the end. */
export interface SweepPage {
  readonly keys: readonly ShipmentKey[];
  readonly reached: string | null;
}

/** Those under way and those with open cases; or all. */
export async function shipmentsToSweep(
  db: Queryable,
  { merchantId, afterId, endedToo }: Pick<PolicySweep, 'merchantId' | 'afterId' | 'endedToo'>,
  limit: number,
): Promise<SweepPage> {
  const { rows } = await db.query<{ id: string; wanted: boolean }>({
    name: 'shipments-to-sweep',
    text: TO_SWEEP,
    values: [merchantId, afterId ?? FIRST, endedToo],
  });
  const wanted = rows.filter((row) => row.wanted);
  const keys = wanted.slice(0, limit).map(({ id }) => ({ merchantId, shipmentId: id }));
  const cut = wanted.length > limit ? keys.at(-1)!.shipmentId : null;
  return { keys, reached: cut ?? (rows.length < PAGE ? null : rows.at(-1)!.id) };
}
