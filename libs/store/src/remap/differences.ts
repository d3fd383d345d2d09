import type { DeliveredTo, Direction, FacilityAction, Instant, MilestoneCode, Reason } from '@whereabouts/model';
import type { Tx } from '../db';
import { MILESTONE_CONTENT } from '../milestone-rows';
import { IS_SCANNED, TAKES_STAGED } from './rewrite';
import type { OpenScope } from './stage';

/** What is made of a code. */
export interface Meaning {
  readonly code: MilestoneCode;
  readonly reasons: readonly Reason[];
  readonly direction: Direction;
  readonly facilityAction?: FacilityAction;
  readonly deliveredTo?: DeliveredTo;
  readonly attemptNumber?: number;
}

/** One kind of difference, with how often it occurs. */
export interface RemapChange {
  readonly code: string | null;
  readonly subCode: string | null;
  /** The source's wording, of one of them. */
  readonly text: string | null;
  /** Null: such events were not read before. */
  readonly before: Meaning | null;
  /** Null: such events are not read any more. Equal to `before`: what differs is no meaning, such as a time. */
  readonly after: Meaning | null;
  readonly count: number;
  readonly examples: readonly RemapExample[];
}

export interface RemapExample {
  readonly trackingNumber: string | null;
  readonly orderNumber: string | null;
  readonly occurredAt: Instant;
  readonly occurredLocal: string | null;
}

export interface RemapTotals {
  /** Milestones that the inputs say now. */
  readonly read: number;
  readonly changed: number;
  readonly newlyMapped: number;
  readonly noLongerMapped: number;
  readonly added: number;
  readonly removed: number;
  /** Shipments that any of this is about. */
  readonly shipments: number;
  /** The mapping versions of what is stored. */
  readonly versions: readonly (string | null)[];
}

/** The same event, however it is read: for sources without codes, whose events are told apart by what we made of them. */
const eventKey = (row: string): string =>
  `md5(jsonb_build_array(${['subject_id', 'piece', 'source_sub_code', 'occurred_local', 'place', 'source_text'].map((name) => `${row}.${name}`).join(', ')})::text)`;

/**
 * Where an event without a code was first heard in an input that was not read anew, its meaning stands: read from a
 * repeat it would become a second event.
 */
const KEEP_FIRST = `
  delete from remapped r
   where r.source_code is null and exists (
     select from milestone m
      where m.merchant_id = r.merchant_id and m.subject_id = r.subject_id and m.source_id = r.source_id and m.id <> r.id
        and m.source_code is null and ${eventKey('m')} = ${eventKey('r')} and not ${IS_SCANNED})`;

const MEANING = {
  code: 'code',
  reasons: 'reasons',
  direction: 'direction',
  facilityAction: 'facility_action',
  deliveredTo: 'delivered_to',
  attemptNumber: 'attempt_number',
} as const;

const meaning = (row: string): string =>
  `jsonb_strip_nulls(jsonb_build_object(${Object.entries(MEANING)
    .map(([name, column]) => `'${name}', ${row}.${column}`)
    .join(', ')}))`;

const content = (row: string): string =>
  `(${MILESTONE_CONTENT.filter((name) => name !== 'mapping_version')
    .map((name) => `${row}.${name}`)
    .join(', ')})`;

const SAME = '(m.merchant_id, m.subject_id, m.id) = (r.merchant_id, r.subject_id, r.id)';
const SHOWN = ['subject_id', 'source_code', 'source_sub_code', 'source_text', 'occurred_at', 'occurred_local'];
const shown = (row: string): string => SHOWN.map((name) => `${row}.${name}`).join(', ');
const either = SHOWN.map((name) => `coalesce(r.${name}, m.${name}) as ${name}`).join(', ');
/** Events without codes are paired one to one with what they are called now; others keep their names. */
const pair = (row: string): string =>
  `case when ${row}.source_code is null then ${eventKey(row)} || row_number() over (partition by ${eventKey(row)} order by ${row}.id) else ${row}.id::text end as pair`;

const DIFFERENCE = `
  create temp table difference as
  with gone as (
         select m.*, ${pair('m')} from milestone m
          where m.merchant_id = $1::uuid and m.source_id = $2::uuid and ${IS_SCANNED}
            and not exists (select from remapped r where ${SAME})),
       fresh as (select r.*, ${pair('r')} from remapped r where not exists (select from milestone m where ${SAME})),
       found as (
         select ${shown('r')}, ${meaning('m')} as before, ${meaning('r')} as after
           from remapped r join milestone m on ${SAME}
          where ${TAKES_STAGED} and ${content('m')} is distinct from ${content('r')}
         union all
         select ${either}, case when m.id is not null then ${meaning('m')} end, case when r.id is not null then ${meaning('r')} end
           from gone m full join fresh r using (pair))
  select *, md5(jsonb_build_array(source_code, source_sub_code, case when source_code is null then source_text end, before, after)::text) as change
    from found`;

const AFFECTED = `
  create temp table affected as
  select s.id from shipment s where s.merchant_id = $1::uuid and s.id in (select subject_id from difference)
  union
  select s.id from alias a join shipment s on s.merchant_id = a.merchant_id and s.id = a.subject_id
   where a.merchant_id = $1::uuid and a.id in (select subject_id from difference)`;

const TOTALS = `
  select count(*) filter (where before is not null and after is not null)::int as changed,
         count(*) filter (where before ->> 'code' = 'UNMAPPED' and after ->> 'code' <> 'UNMAPPED')::int as "newlyMapped",
         count(*) filter (where before ->> 'code' <> 'UNMAPPED' and after ->> 'code' = 'UNMAPPED')::int as "noLongerMapped",
         count(*) filter (where before is null)::int as added,
         count(*) filter (where after is null)::int as removed,
         (select count(*)::int from remapped) as read,
         (select count(*)::int from affected) as shipments,
         (select coalesce(jsonb_agg(distinct m.mapping_version), '[]') from remapped r join milestone m on ${SAME}) as versions
    from difference`;

/** Compares what was read with what is stored. Call once, when all is staged. */
export async function findDifferences(client: Tx, { merchantId, sourceId }: OpenScope): Promise<RemapTotals> {
  await client.query('analyze scanned, remapped');
  await client.query('set enable_seqscan = on');
  await client.query(KEEP_FIRST);
  await client.query(DIFFERENCE, [merchantId, sourceId]);
  await client.query(
    'create index on difference (subject_id); create index on difference (change); analyze difference',
  );
  await client.query(AFFECTED, [merchantId]);
  await client.query('create index on affected (id); analyze affected');
  const { rows } = await client.query<RemapTotals>(TOTALS);
  await client.query('set enable_seqscan = off');
  return rows[0]!;
}

const EXAMPLES = 3;

const CHANGES = `
  with top as (select change, count(*)::int as count from difference group by change order by count(*) desc, change limit $2),
  example as (
    select d.*, t.count, row_number() over (partition by d.change order by d.occurred_at desc, d.subject_id) as place
      from top t join difference d using (change))
  select e.change, e.count, e.source_code, e.source_sub_code, e.source_text, e.before, e.after, e.occurred_at, e.occurred_local,
         coalesce((select s.tracking_number from shipment s where s.merchant_id = $1 and s.id = e.subject_id),
                  (select min(s.tracking_number) from alias a join shipment s on s.merchant_id = a.merchant_id and s.id = a.subject_id
                    where a.merchant_id = $1 and a.id = e.subject_id)) as tracking_number,
         (select o.number from orders o where o.merchant_id = $1 and o.id = e.subject_id) as order_number
    from example e where e.place <= ${EXAMPLES} order by e.count desc, e.change, e.place`;

interface ChangeRow {
  change: string;
  count: number;
  source_code: string | null;
  source_sub_code: string | null;
  source_text: string | null;
  before: Meaning | null;
  after: Meaning | null;
  occurred_at: Instant;
  occurred_local: string | null;
  tracking_number: string | null;
  order_number: string | null;
}

/** The differences by kind, the most frequent first. */
export async function remapChanges(client: Tx, { merchantId }: OpenScope, limit: number): Promise<RemapChange[]> {
  const { rows } = await client.query<ChangeRow>(CHANGES, [merchantId, limit]);
  const changes = new Map<string, RemapChange & { readonly examples: RemapExample[] }>();
  for (const row of rows) {
    const { source_code: code, source_sub_code: subCode, source_text: text, before, after, count } = row;
    const change = changes.get(row.change) ?? { code, subCode, text, before, after, count, examples: [] };
    changes.set(row.change, change);
    change.examples.push({
      trackingNumber: row.tracking_number,
      orderNumber: row.order_number,
      occurredAt: row.occurred_at,
      occurredLocal: row.occurred_local,
    });
  }
  return [...changes.values()];
}
