import type { Instant, ShipmentState } from '@whereabouts/model';
import type { FeedPosition } from './change-feed';
import type { Queryable, Tx } from './db';
import { recordset, toJson, type Columns } from './recordset';

/** What filters of shipments look at and news may change. */
export interface ShipmentFacts {
  readonly carrier: string;
  readonly state: ShipmentState;
  readonly nodeCode: string | null;
  readonly orderNumber: string | null;
  readonly shippedAt: Instant | null;
  readonly hasOpenCase: boolean;
}

export interface ShipmentChangeWrite {
  readonly merchantId: string;
  readonly shipmentId: string;
  readonly trackingNumber: string;
  /** What was heard for the first time; null when something else of the shipment changed. */
  readonly milestoneId: string | null;
  readonly at: Instant;
  /** Null: the parcel is new. */
  readonly before: ShipmentFacts | null;
  readonly after: ShipmentFacts;
}

/** A change as the feed keeps it. */
export interface ShipmentChangeEntry {
  readonly position: FeedPosition;
  readonly merchantId: string;
  readonly shipmentId: string;
  readonly trackingNumber: string;
  readonly milestoneId: string | null;
  readonly at: Instant;
  readonly after: ShipmentFacts;
  /** The facts that were others before it, as they were. */
  readonly was: Partial<ShipmentFacts> | null;
}

const COLUMNS: Columns = {
  merchant_id: 'uuid',
  shipment_id: 'uuid',
  milestone_id: 'uuid',
  at: 'timestamptz',
  tracking_number: 'text',
  carrier: 'text',
  state: 'text',
  node_code: 'text',
  order_number: 'text',
  shipped_at: 'timestamptz',
  has_open_case: 'boolean',
  was: 'jsonb',
};
const NAMES = Object.keys(COLUMNS).join(', ');
const APPEND = `insert into shipment_change (${NAMES}) select ${NAMES} from ${recordset(COLUMNS)}`;

const FACTS = ['carrier', 'state', 'nodeCode', 'orderNumber', 'shippedAt', 'hasOpenCase'] as const;

function differences(before: ShipmentFacts | null, after: ShipmentFacts): Partial<ShipmentFacts> | null {
  if (before === null) return null;
  const different = FACTS.filter((fact) => before[fact] !== after[fact]);
  return different.length ? Object.fromEntries(different.map((fact) => [fact, before[fact]])) : null;
}

/** Appends changes in the transaction that makes them true. */
export async function appendShipmentChanges(tx: Tx, changes: readonly ShipmentChangeWrite[]): Promise<void> {
  const rows = changes.map(({ before, after, ...change }) => ({
    merchant_id: change.merchantId,
    shipment_id: change.shipmentId,
    milestone_id: change.milestoneId,
    at: change.at,
    tracking_number: change.trackingNumber,
    carrier: after.carrier,
    state: after.state,
    node_code: after.nodeCode,
    order_number: after.orderNumber,
    shipped_at: after.shippedAt,
    has_open_case: after.hasOpenCase,
    was: differences(before, after),
  }));
  await tx.query({ name: 'append-shipment-changes', text: APPEND, values: [toJson(rows)] });
}

interface ShipmentChangeRow {
  xid: string;
  seq: number;
  merchant_id: string;
  shipment_id: string;
  milestone_id: string | null;
  at: Instant;
  tracking_number: string;
  carrier: string;
  state: ShipmentState;
  node_code: string | null;
  order_number: string | null;
  shipped_at: Instant | null;
  has_open_case: boolean;
  was: Partial<ShipmentFacts> | null;
}

const fromRow = (row: ShipmentChangeRow): ShipmentChangeEntry => ({
  position: { xid: row.xid, seq: row.seq },
  merchantId: row.merchant_id,
  shipmentId: row.shipment_id,
  trackingNumber: row.tracking_number,
  milestoneId: row.milestone_id,
  at: row.at,
  after: {
    carrier: row.carrier,
    state: row.state,
    nodeCode: row.node_code,
    orderNumber: row.order_number,
    shippedAt: row.shipped_at,
    hasOpenCase: row.has_open_case,
  },
  was: row.was,
});

/** One merchant's changes behind a position that can be read, in order: see `readChanges`. */
const behind = (merchant: string, xid: string, seq: string, limit: string): string => `
  select c.xid::text, c.seq, ${NAMES} from shipment_change c
   where c.merchant_id = ${merchant} and (c.xid, c.seq) > (${xid}, ${seq}) and c.xid < pg_snapshot_xmin(pg_current_snapshot())
   order by c.xid, c.seq limit ${limit}`;

/** The next changes of one merchant behind a position. */
export async function readShipmentChanges(
  db: Queryable,
  merchantId: string,
  from: FeedPosition,
  limit: number,
): Promise<ShipmentChangeEntry[]> {
  const { rows } = await db.query<ShipmentChangeRow>({
    name: 'read-shipment-changes',
    text: behind('$1', '$2::xid8', '$3::bigint', '$4'),
    values: [merchantId, from.xid, from.seq, limit],
  });
  return rows.map(fromRow);
}

const PLACES = recordset({ merchant_id: 'uuid', xid: 'xid8', seq: 'bigint' }, '$1', 'w');
const toPlaces = (from: ReadonlyMap<string, FeedPosition>): string =>
  toJson([...from].map(([merchant_id, { xid, seq }]) => ({ merchant_id, xid, seq })));

const OF_MERCHANTS = `
  select c.* from ${PLACES}, lateral (${behind('w.merchant_id', 'w.xid', 'w.seq', '$2')}) c`;

/** The next changes of several merchants, of each behind its own position and at most `limit`. */
export async function readMerchantsShipmentChanges(
  db: Queryable,
  from: ReadonlyMap<string, FeedPosition>,
  limit: number,
): Promise<ShipmentChangeEntry[]> {
  const { rows } = await db.query<ShipmentChangeRow>({
    name: 'read-merchants-shipment-changes',
    text: OF_MERCHANTS,
    values: [toPlaces(from), limit],
  });
  return rows.map(fromRow);
}

/** Whether there are changes of these merchants that cannot be read yet: see `areChangesHeldBack`. */
export async function areShipmentChangesHeldBack(
  db: Queryable,
  from: ReadonlyMap<string, FeedPosition>,
): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>({
    name: 'shipment-changes-held-back',
    text: `
      select exists (select from ${PLACES}, lateral (
        select from shipment_change c where c.merchant_id = w.merchant_id and (c.xid, c.seq) > (w.xid, w.seq) limit 1) c) as held`,
    values: [toPlaces(from)],
  });
  return rows[0]!.held;
}

/** Which of these shipments changed behind a position, as far as that is committed. */
export async function shipmentsChangedSince(
  db: Queryable,
  merchantId: string,
  position: FeedPosition,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>({
    name: 'shipments-changed-since',
    text: `select distinct shipment_id as id from shipment_change
            where merchant_id = $1 and (xid, seq) > ($2::xid8, $3::bigint) and shipment_id = any($4::uuid[])`,
    values: [merchantId, position.xid, position.seq, ids],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Where a merchant's feed of shipments ends now: see `feedEnd`. */
export async function shipmentFeedEnd(db: Queryable, merchantId: string): Promise<FeedPosition> {
  const { rows } = await db.query<FeedPosition>({
    name: 'shipment-feed-end',
    text: `
      select e.xid::text, e.seq
        from ((select c.xid, c.seq from shipment_change c
                where c.merchant_id = $1 and c.xid < pg_snapshot_xmin(pg_current_snapshot())
                order by c.xid desc, c.seq desc limit 1)
              union all select f.xid, f.seq from shipment_feed_floor f where f.xid < pg_snapshot_xmin(pg_current_snapshot())
              union all select '0'::xid8, 0) e
       order by e.xid desc, e.seq desc limit 1`,
    values: [merchantId],
  });
  return rows[0]!;
}

/** Everything up to here was pruned; a cursor before it has expired. */
export async function shipmentFeedFloor(db: Queryable): Promise<FeedPosition | null> {
  const { rows } = await db.query<FeedPosition>('select xid::text, seq from shipment_feed_floor');
  return rows[0] ?? null;
}

/** Days that the feed gets partitions for in advance. */
const DAYS_AHEAD = 7;

/** Makes the partitions of the days around `now`; safe from several processes. Returns how many were made. */
export async function ensureFeedDays(db: Queryable, now: Instant): Promise<number> {
  const { rows } = await db.query<{ made: number }>(
    `select count(*) filter (where ensure_feed_day(($1::timestamptz at time zone 'UTC')::date + d.n))::int as made
       from generate_series(-1, ${DAYS_AHEAD}) d(n)`,
    [now],
  );
  return rows[0]!.made;
}

/** Drops the days that lie wholly before a moment. Returns how many. */
export async function pruneShipmentChanges(db: Queryable, before: Instant): Promise<number> {
  const { rows } = await db.query<{ dropped: number }>('select drop_feed_days($1) as dropped', [before]);
  return rows[0]!.dropped;
}
