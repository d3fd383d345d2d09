import type { CompiledPolicy, Instant, PolicyVersion } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';

/** Held until the commit: who reads a stamp has seen all that came before it. */
export async function nextStamp(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ stamp: number }>('update policy_stamp set stamp = stamp + 1 returning stamp');
  return rows[0]!.stamp;
}

/** Grows with every change of any policy. One row: may be asked all the time. */
export async function policyStamp(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ stamp: number }>({ name: 'policy-stamp', text: 'select stamp from policy_stamp' });
  return rows[0]?.stamp ?? 0;
}

const NEWS = `
  select merchant_id from policy_version where stamp > $1
  union select merchant_id from policy_switch where stamp > $1`;

/** Whose policies changed after a stamp. */
export async function merchantsWithPolicyNews(db: Queryable, stamp: number): Promise<string[]> {
  const { rows } = await db.query<{ merchant_id: string }>({ name: 'policy-news', text: NEWS, values: [stamp] });
  return rows.map((row) => row.merchant_id);
}

const LIVE = `
  select v.merchant_id, v.version, v.effective_from, v.compiled from policy_version v
   where v.merchant_id = any($1)
     and (v.effective_from > $2 or v.version = (
           select c.version from policy_version c where c.merchant_id = v.merchant_id and c.effective_from <= $2
            order by c.effective_from desc, c.version desc limit 1))`;

/** The versions of some merchants that are in force at a moment, or will be. */
export async function livePolicyVersions(
  db: Queryable,
  merchantIds: readonly string[],
  now: Instant,
): Promise<(PolicyVersion & { readonly merchantId: string })[]> {
  const { rows } = await db.query<{
    merchant_id: string;
    version: number;
    effective_from: Instant;
    compiled: CompiledPolicy;
  }>({ name: 'live-policy-versions', text: LIVE, values: [merchantIds, now] });
  return rows.map((row) => ({
    merchantId: row.merchant_id,
    version: row.version,
    effectiveFrom: row.effective_from,
    compiled: row.compiled,
  }));
}
