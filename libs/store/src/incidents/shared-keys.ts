import type { Instant, Place } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { insertRows, recordset, toJson } from '../recordset';

/** A thing that an open case has in common with others. */
export interface SharedKey {
  readonly merchantId: string;
  readonly key: string;
  readonly openedAt: Instant;
  readonly caseId: string;
}

const INSERT = `${insertRows('case_key', { merchant_id: 'uuid', key: 'text', opened_at: 'timestamptz', case_id: 'uuid' })}
  on conflict do nothing`;

export async function putSharedKeys(tx: Tx, keys: readonly SharedKey[]): Promise<void> {
  const rows = keys.map(({ merchantId, key, openedAt, caseId }) => ({
    merchant_id: merchantId,
    key,
    opened_at: openedAt,
    case_id: caseId,
  }));
  await tx.query({ name: 'put-shared-keys', text: INSERT, values: [toJson(rows)] });
}

/** These cases look for others no more. */
export async function dropSharedKeys(
  tx: Tx,
  cases: readonly { readonly merchantId: string; readonly id: string }[],
): Promise<void> {
  await tx.query({
    name: 'drop-shared-keys',
    text: `delete from case_key k using ${recordset({ merchant_id: 'uuid', case_id: 'uuid' })}
            where k.merchant_id = r.merchant_id and k.case_id = r.case_id`,
    values: [toJson(cases.map(({ merchantId, id }) => ({ merchant_id: merchantId, case_id: id })))],
  });
}

export interface KeyOf {
  readonly merchantId: string;
  readonly key: string;
}

export const keyOf = ({ merchantId, key }: KeyOf): string => `${merchantId}|${key}`;

/** The live incidents of some keys, by `keyOf`. */
export async function liveIncidents(tx: Tx, keys: readonly KeyOf[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ merchant_id: string; key: string; id: string }>({
    name: 'live-incidents',
    text: `select i.merchant_id, i.key, i.id from ${recordset({ merchant_id: 'uuid', key: 'text' })}
             join incident i on i.merchant_id = r.merchant_id and i.key = r.key and i.status in ('OFFERED', 'ACCEPTED')`,
    values: [toJson(keys.map(({ merchantId, key }) => ({ merchant_id: merchantId, key })))],
  });
  return new Map(rows.map(({ merchant_id: merchantId, key, id }) => [keyOf({ merchantId, key }), id]));
}

/** What is asked of a key: cases opened since then, unless somebody said since `quietSince` that they are no incident. */
export interface KeyQuestion extends KeyOf {
  readonly since: Instant;
  readonly quietSince: Instant;
}

export interface KeyCount {
  readonly cases: number;
  readonly firstAt: Instant;
}

/** More cases are not counted: the answer is the same. */
const MOST_COUNTED = 500;

const COUNT = `
  select r.merchant_id, r.key, c.n, c.first_at
    from ${recordset({ merchant_id: 'uuid', key: 'text', since: 'timestamptz', quiet_since: 'timestamptz' })},
  lateral (select count(*)::int as n, min(opened_at) as first_at
             from (select opened_at from case_key k where k.merchant_id = r.merchant_id and k.key = r.key and k.opened_at >= r.since
                    limit ${MOST_COUNTED}) k) c
   where not exists (select from incident i where i.merchant_id = r.merchant_id and i.key = r.key and i.status = 'DISMISSED'
                        and i.opened_at >= r.quiet_since)`;

/** How many open cases without an incident have a key, by `keyOf`. Bounded, whatever the number of cases. */
export async function countSharedKeys(
  tx: Tx,
  questions: readonly KeyQuestion[],
): Promise<ReadonlyMap<string, KeyCount>> {
  const { rows } = await tx.query<{ merchant_id: string; key: string; n: number; first_at: Instant }>({
    name: 'count-shared-keys',
    text: COUNT,
    values: [
      toJson(
        questions.map(({ merchantId, key, since, quietSince }) => ({
          merchant_id: merchantId,
          key,
          since,
          quiet_since: quietSince,
        })),
      ),
    ],
  });
  return new Map(
    rows.map(({ merchant_id: merchantId, key, n, first_at: firstAt }) => [
      keyOf({ merchantId, key }),
      { cases: n, firstAt },
    ]),
  );
}

/** Open cases without an incident that have a key, the oldest first. */
export async function casesOfKey(
  db: Queryable,
  { merchantId, key }: KeyOf,
  since: Instant,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ case_id: string }>({
    name: 'cases-of-key',
    text: `select case_id from case_key where merchant_id = $1 and key = $2 and opened_at >= $3
            order by opened_at, case_id limit $4`,
    values: [merchantId, key, since, limit],
  });
  return rows.map((row) => row.case_id);
}

/** Where a milestone happened, as people read it; null where the source does not say. */
export async function placeOfMilestone(
  db: Queryable,
  merchantId: string,
  shipmentId: string,
  milestoneId: string,
): Promise<string | null> {
  const { rows } = await db.query<{ place: Place | null }>({
    name: 'place-of-milestone',
    text: 'select place from milestone where merchant_id = $1 and subject_id = $2 and id = $3',
    values: [merchantId, shipmentId, milestoneId],
  });
  const { facility, city, region, postalCode } = rows[0]?.place ?? {};
  return [facility, city ?? postalCode, region].filter(Boolean).join(', ') || null;
}
