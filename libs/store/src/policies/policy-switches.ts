import type { Instant, SurgeSwitch } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { nextStamp } from './policy-news';

export interface NewPolicySwitch extends SurgeSwitch {
  readonly merchantId: string;
  readonly by: string;
  readonly at: Instant;
  readonly note: string | null;
}

export interface StoredPolicySwitch extends NewPolicySwitch {
  /** From 1, in the order in which they were said. */
  readonly number: number;
}

interface SwitchRow {
  merchant_id: string;
  number: number;
  surge: string;
  is_on: boolean;
  from_at: Instant;
  to_at: Instant | null;
  switched_by: string;
  switched_at: Instant;
  note: string | null;
}

const COLUMNS = 's.merchant_id, s.number, s.surge, s.is_on, s.from_at, s.to_at, s.switched_by, s.switched_at, s.note';

export const switchFromRow = (row: SwitchRow): StoredPolicySwitch => ({
  merchantId: row.merchant_id,
  number: row.number,
  surge: row.surge,
  isOn: row.is_on,
  from: row.from_at,
  to: row.to_at,
  by: row.switched_by,
  at: row.switched_at,
  note: row.note,
});

const PUT = `
  insert into policy_switch as s (merchant_id, number, surge, is_on, from_at, to_at, switched_by, switched_at, note, stamp)
  select $1, coalesce((select max(number) from policy_switch where merchant_id = $1), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9
  returning ${COLUMNS}`;

/** Adds what was said of a surge set. */
export async function putPolicySwitch(tx: Tx, given: NewPolicySwitch): Promise<StoredPolicySwitch> {
  const stamp = await nextStamp(tx);
  const { merchantId, surge, isOn, from, to, by, at, note } = given;
  const { rows } = await tx.query<SwitchRow>({
    name: 'put-policy-switch',
    text: PUT,
    values: [merchantId, surge, isOn, from, to, by, at, note, stamp],
  });
  return switchFromRow(rows[0]!);
}

/** All that was said of surge sets of some merchants, each in its order. */
export async function policySwitches(db: Queryable, merchantIds: readonly string[]): Promise<StoredPolicySwitch[]> {
  const { rows } = await db.query<SwitchRow>({
    name: 'policy-switches',
    text: `select ${COLUMNS} from policy_switch s where merchant_id = any($1) order by merchant_id, number`,
    values: [merchantIds],
  });
  return rows.map(switchFromRow);
}
