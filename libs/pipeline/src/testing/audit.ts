import { chainHash, type ActivityEntry, type Queryable } from '@whereabouts/store';
import type { Pool } from 'pg';

/** What is wrong with cases, whatever happened to them. Everything is 0 when nothing is. */
export interface CaseAudit {
  /** Two cases for one trouble. */
  readonly duplicatedCases: number;
  /** Cases that were not opened exactly once, or whose changes or history have gaps or repeats. */
  readonly wrongHistories: number;
  /** Totals that differ from what they count, and cases that are not found by their tags, or by others. */
  readonly wrongTotals: number;
}

/** What is wrong with a database after faults. Everything is 0 when nothing is. */
export interface Audit extends CaseAudit {
  /** Inputs that were acknowledged and are not on record. */
  readonly lost: number;
  /** Inputs on record that are neither applied nor set aside. */
  readonly pending: number;
  readonly deadLetters: number;
  /** Events of inputs on record that are no milestone, and milestones that no input told. */
  readonly wrongMilestones: number;
  /** Milestones that were not observed as often as there are inputs that tell them. */
  readonly wrongObservations: number;
}

const counter =
  (db: Queryable) =>
  async (sql: string, values: unknown[] = []): Promise<number> =>
    (await db.query<{ n: number }>(`select count(*)::int as n from (${sql}) found`, values)).rows[0]!.n;

/** Compares cases with their history, their changes and all that is counted of them. */
export async function auditCases(db: Queryable): Promise<CaseAudit> {
  const count = counter(db);
  return {
    duplicatedCases: await count(
      'select 1 from exception_case group by merchant_id, coalesce(shipment_id, order_id, ticket_id), kind, episode having count(*) > 1',
    ),
    wrongHistories: (await count(WRONG_CHANGES)) + (await brokenChains(db)),
    wrongTotals: await count(WRONG_TOTALS),
  };
}

/** Compares the database with what its inbox holds and with what senders were told. For documents of `traffic`. */
export async function audit(pool: Pool, acknowledged: readonly string[]): Promise<Audit> {
  const count = counter(pool);
  return {
    ...(await auditCases(pool)),
    lost: await count(
      'select 1 from unnest($1::uuid[]) a(id) where not exists (select 1 from inbox i where i.id = a.id)',
      [acknowledged],
    ),
    pending: await count('select 1 from pending'),
    deadLetters: await count('select 1 from dead_letter'),
    wrongMilestones: await count(
      `${TOLD} select 1 from told full join known using (number, at) where told is null or known is null`,
    ),
    wrongObservations: await count(
      `${TOLD} select 1 from told join known using (number, at) where told.times <> known.times`,
    ),
  };
}

/** Each event once, with the number of inputs that tell it; and each milestone, with how often it was observed. */
const TOLD = `
  with told as (
    select d ->> 'number' as number, (d -> 'events' -> 0 ->> 'at')::timestamptz as at, count(*)::int as times
      from (select convert_from(body, 'utf8')::jsonb as d from inbox) i group by 1, 2),
  known as (
    select s.tracking_number as number, m.occurred_at as at, m.observations as times
      from milestone m join shipment s on s.merchant_id = m.merchant_id and s.id = m.subject_id)`;

/** Every change of a case raises its version by one, and leaves one entry of activity. */
const WRONG_CHANGES = `
  select 1 from exception_case c
   where c.version <> (select count(*) from change h where h.case_id = c.id)
      or c.version <> (select count(*) from activity a where a.case_id = c.id)
      or 1 <> (select count(*) from change h where h.case_id = c.id and h.type = 'OPENED')`;

const WRONG_TOTALS = `
  select 1 from case_tag t
    full join (select merchant_id, tag, id as case_id from exception_case, unnest(tags) tag) c using (merchant_id, tag, case_id)
   where t is null or c is null
  union all
  select 1 from app_user u
   where u.open_cases <> (select count(*) from exception_case c where c.owner_id = u.id and c.status <> 'CLOSED')
  union all
  select 1 from shipment s
   where s.open_cases <> (select count(*) from exception_case c where c.shipment_id = s.id and c.status <> 'CLOSED')
  union all
  select 1 from (select merchant_id, key, value from counter where name = 'cases' and value <> 0) k
    full join (select merchant_id, status || '|' || kind || '|' || owner_id as key, count(*) as value
                 from exception_case group by 1, 2) c using (merchant_id, key)
   where k.value is distinct from c.value
  union all
  select 1 from (select merchant_id, split_part(key, '|', 1) as status, split_part(key, '|', 2) as kind,
                        sum(value) filter (where name = 'queue') as value,
                        sum(value) filter (where name = 'queue-opened') as opened,
                        sum(value) filter (where name = 'queue' and key like '%|BREACHED') as breached
                   from counter where name in ('queue', 'queue-opened') group by 1, 2, 3
                 having bool_or(value <> 0)) k
    full join (select merchant_id, status, kind, count(*) as value, sum(floor(extract(epoch from opened_at))) as opened,
                      count(*) filter (where breached_at is not null
                                          or first_action_at > first_action_due_at) as breached
                 from exception_case where status <> 'CLOSED' group by 1, 2, 3) c using (merchant_id, status, kind)
   where (k.value, k.opened, coalesce(k.breached, 0)) is distinct from (c.value, c.opened, coalesce(c.breached, 0))`;

interface EntryRow {
  merchant_id: string;
  case_id: string;
  id: string;
  at: ActivityEntry['at'];
  actor: string;
  action: string;
  detail: unknown;
  hash: string;
  case_hash: string;
}

/** Cases whose entries, hashed again from the stored rows, do not lead from nothing to the hash that the case holds. */
export async function brokenChains(db: Queryable): Promise<number> {
  const { rows } = await db.query<EntryRow>(`
    select a.*, c.activity_hash as case_hash from activity a join exception_case c on c.id = a.case_id order by a.case_id, a.id`);
  const ends = new Map<string, { hash: string; wanted: string }>();
  const broken = new Set<string>();
  for (const row of rows) {
    const { merchant_id: merchantId, case_id: caseId, ...entry } = row;
    const previous = ends.get(caseId)?.hash ?? '';
    if (chainHash(previous, { merchantId, caseId, ...entry }) !== row.hash) broken.add(caseId);
    ends.set(caseId, { hash: row.hash, wanted: row.case_hash });
  }
  for (const [caseId, { hash, wanted }] of ends) if (hash !== wanted) broken.add(caseId);
  return broken.size;
}
