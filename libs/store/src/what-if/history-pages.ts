import type { CustomerTier, Instant, Milestone, OrderStatements, Summary } from '@whereabouts/model';
import type { Queryable } from '../db';

/** Part of a merchant's shipments: after one id, up to and with another; null: to the end. */
export interface ShipmentRange {
  readonly merchantId: string;
  readonly after: string;
  readonly to: string | null;
}

/** A shipment with all that was reported of it. */
export interface ShipmentHistory {
  readonly id: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly summary: Summary;
  readonly tier: CustomerTier;
  readonly statements: OrderStatements | null;
  readonly milestones: readonly Milestone[];
}

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The ranges of so many shipments that a merchant's fall into. Reads ids only. */
export async function* shipmentRanges(db: Queryable, merchantId: string, size: number): AsyncGenerator<ShipmentRange> {
  for (let after = FIRST; ;) {
    const { rows } = await db.query<{ id: string }>({
      name: 'shipment-range',
      text: 'select id from shipment where merchant_id = $1 and id > $2 order by id offset $3 limit 1',
      values: [merchantId, after, size - 1],
    });
    const to = rows[0]?.id ?? null;
    yield { merchantId, after, to };
    if (to === null) return;
    after = to;
  }
}

const SHIPMENTS = `
  select s.id, s.tracking_number, s.carrier, s.summary, o.customer_tier, o.statements
    from shipment s left join orders o on o.merchant_id = s.merchant_id and o.id = s.order_id
   where s.merchant_id = $1 and s.id > $2 and s.id <= $3
     and (s.heard_to >= $4 or s.state not in ('DELIVERED', 'RETURNED', 'LOST', 'CANCELLED'))
   order by s.id limit $5`;

const COLUMNS = `m.id, m.code, m.reasons, m.occurred_at, m.time_certainty, m.received_at, m.direction, m.facility_action,
  m.delivered_to, m.attempt_number, m.place, m.source_id`;

/** One range of keys, and what is told of its shipments under the ids that sources call them by. */
const MILESTONES = `
  select m.subject_id as owner, ${COLUMNS} from milestone m
   where m.merchant_id = $1 and m.subject_id >= $2 and m.subject_id <= $3
  union all
  select a.subject_id as owner, ${COLUMNS}
    from alias a join milestone m on m.merchant_id = a.merchant_id and m.subject_id = a.id
   where a.merchant_id = $1 and a.subject_id >= $2 and a.subject_id <= $3`;

interface ShipmentRow {
  id: string;
  tracking_number: string;
  carrier: string;
  summary: Summary;
  customer_tier: CustomerTier | null;
  statements: OrderStatements | null;
}

/** In the order of `COLUMNS`, after the owner. */
type MilestoneRow = [
  owner: string,
  id: string,
  code: Milestone['code'],
  reasons: Milestone['reasons'],
  occurredAt: Instant,
  timeCertainty: Milestone['timeCertainty'],
  receivedAt: Instant,
  direction: Milestone['direction'],
  facilityAction: Milestone['facilityAction'] | null,
  deliveredTo: Milestone['deliveredTo'] | null,
  attemptNumber: number | null,
  place: Milestone['place'],
  sourceId: string,
];

/** The kinds of a merchant's sources, by id. */
export async function sourceKinds(db: Queryable, merchantId: string): Promise<Map<string, Milestone['sourceKind']>> {
  const { rows } = await db.query<{ id: string; kind: Milestone['sourceKind'] }>(
    'select id, kind from source where merchant_id = $1',
    [merchantId],
  );
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/**
 * The shipments of a range that were under way since a moment, each with its whole history, a page at a time. Reads
 * along two indexes, whatever the size of the tables.
 */
export async function* shipmentHistories(
  db: Queryable,
  { merchantId, after, to }: ShipmentRange,
  since: Instant,
  size: number,
): AsyncGenerator<readonly ShipmentHistory[]> {
  const kinds = await sourceKinds(db, merchantId);
  for (let last = after; ;) {
    const { rows } = await db.query<ShipmentRow>({
      name: 'what-if-shipments',
      text: SHIPMENTS,
      values: [merchantId, last, to ?? LAST, since, size],
    });
    const [first, end] = [rows[0], rows.at(-1)];
    if (first === undefined || end === undefined) return;
    const histories = new Map<string, Milestone[]>(rows.map(({ id }) => [id, []]));
    const told = await db.query<MilestoneRow>({
      name: 'what-if-milestones',
      text: MILESTONES,
      values: [merchantId, first.id, end.id],
      rowMode: 'array',
    });
    for (const row of told.rows) histories.get(row[0])?.push(milestoneOf(row, kinds));
    yield rows.map((row) => ({
      id: row.id,
      trackingNumber: row.tracking_number,
      carrier: row.carrier,
      summary: row.summary,
      tier: row.customer_tier ?? 'STANDARD',
      statements: row.statements,
      milestones: histories.get(row.id)!,
    }));
    if (rows.length < size) return;
    last = end.id;
  }
}

const milestoneOf = (
  [
    ,
    id,
    code,
    reasons,
    occurredAt,
    timeCertainty,
    receivedAt,
    direction,
    action,
    to,
    attempt,
    place,
    sourceId,
  ]: MilestoneRow,
  kinds: ReadonlyMap<string, Milestone['sourceKind']>,
): Milestone => ({
  id,
  code,
  reasons,
  occurredAt,
  occurredLocal: null,
  timeCertainty,
  receivedAt,
  direction,
  ...(action && { facilityAction: action }),
  ...(to && { deliveredTo: to }),
  ...(attempt !== null && { attemptNumber: attempt }),
  place,
  sourceId,
  sourceKind: kinds.get(sourceId) ?? 'CARRIER',
  sourceCode: null,
  sourceText: null,
});
