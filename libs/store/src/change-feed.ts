import type { ChangeType, Instant } from '@whereabouts/model';
import type { Queryable, Tx } from './db';
import { insertRows, toJson, type Columns } from './recordset';

/** What filters of a subscription look at, as of one moment. */
export interface CaseSnapshot {
  readonly number: number;
  readonly kind: string;
  readonly status: string;
  readonly ownerId: string;
  readonly flags: readonly string[];
  readonly closeCode: string | null;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly tags: readonly string[];
  readonly carrier: string | null;
  readonly nodeCode: string | null;
  readonly trackingNumber: string | null;
  readonly orderNumber: string | null;
  readonly customerEmail: string | null;
  readonly firstActionDueAt: Instant;
  readonly firstActionAt: Instant | null;
  readonly warnAt: Instant;
  readonly breachedAt: Instant | null;
  readonly pausedSince: Instant | null;
  /** Absent in snapshots from before pauses had caps. */
  readonly pausedUntil?: Instant | null;
}

/** Place in the feed. Total order of commits, as far as readers can tell. */
export interface FeedPosition {
  readonly xid: string;
  readonly seq: number;
}

export interface ChangeWrite {
  readonly merchantId: string;
  readonly caseId: string;
  readonly type: Exclude<ChangeType, 'LEFT'>;
  readonly changed: readonly string[];
  readonly at: Instant;
  readonly actor: string;
  readonly before: CaseSnapshot | null;
  readonly after: CaseSnapshot;
}

export interface ChangeEntry extends ChangeWrite {
  readonly position: FeedPosition;
}

const COLUMNS: Columns = {
  merchant_id: 'uuid',
  case_id: 'uuid',
  type: 'text',
  changed: 'text[]',
  at: 'timestamptz',
  actor: 'text',
  before: 'jsonb',
  after: 'jsonb',
};
const APPEND = insertRows('change', COLUMNS);

/** Appends changes in the transaction that makes them true. */
export async function appendChanges(tx: Tx, changes: readonly ChangeWrite[]): Promise<void> {
  await tx.query({
    name: 'append-changes',
    text: APPEND,
    values: [
      toJson(
        changes.map((change) => ({
          merchant_id: change.merchantId,
          case_id: change.caseId,
          type: change.type,
          changed: change.changed,
          at: change.at,
          actor: change.actor,
          before: change.before,
          after: change.after,
        })),
      ),
    ],
  });
}

interface ChangeRow {
  xid: string;
  seq: number;
  merchant_id: string;
  case_id: string;
  type: ChangeWrite['type'];
  changed: string[];
  at: Instant;
  actor: string;
  before: CaseSnapshot | null;
  after: CaseSnapshot;
}

const fromRow = (row: ChangeRow): ChangeEntry => ({
  position: { xid: row.xid, seq: row.seq },
  merchantId: row.merchant_id,
  caseId: row.case_id,
  type: row.type,
  changed: row.changed,
  at: row.at,
  actor: row.actor,
  before: row.before,
  after: row.after,
});

const SELECT = `
  select c.xid::text, c.seq, c.merchant_id, c.case_id, c.type, c.changed, c.at, c.actor, c.before, c.after from change c`;
/** Qualified: a bare \`xid\` would be the text that is selected, and 1000 would come before 999. */
const IN_ORDER = 'order by c.xid, c.seq';

/**
 * The next changes of all merchants, in an order that never grows behind the reader.
 *
 * Sequence numbers are handed out before commit, so a later one can become visible first. The feed is therefore read in
 * order of transaction, and only below the oldest transaction that still runs.
 */
export async function readChanges(db: Queryable, from: FeedPosition, limit: number): Promise<ChangeEntry[]> {
  const { rows } = await db.query<ChangeRow>({
    name: 'read-changes',
    text: `${SELECT} where (c.xid, c.seq) > ($1::xid8, $2::bigint) and c.xid < pg_snapshot_xmin(pg_current_snapshot())
            ${IN_ORDER} limit $3`,
    values: [from.xid, from.seq, limit],
  });
  return rows.map(fromRow);
}

/** Whether there are changes behind a position that are committed and cannot be read yet, where nothing can be read. */
export async function areChangesHeldBack(db: Queryable, from: FeedPosition): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>({
    name: 'changes-held-back',
    text: 'select exists (select from change where (xid, seq) > ($1::xid8, $2::bigint)) as held',
    values: [from.xid, from.seq],
  });
  return rows[0]!.held;
}

/** The next changes of one merchant after a cursor and up to `until`, both positions of the same feed. */
export async function readMerchantChanges(
  db: Queryable,
  merchantId: string,
  from: FeedPosition,
  limit: number,
): Promise<ChangeEntry[]> {
  const { rows } = await db.query<ChangeRow>({
    name: 'read-merchant-changes',
    text: `${SELECT} where c.merchant_id = $1 and (c.xid, c.seq) > ($2::xid8, $3::bigint)
              and c.xid < pg_snapshot_xmin(pg_current_snapshot())
            ${IN_ORDER} limit $4`,
    values: [merchantId, from.xid, from.seq, limit],
  });
  return rows.map(fromRow);
}

/** Which of these cases changed behind a position, as far as that is committed. */
export async function changedSince(
  db: Queryable,
  merchantId: string,
  position: FeedPosition,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>({
    name: 'changed-since',
    text: `select distinct case_id as id from change
            where merchant_id = $1 and (xid, seq) > ($2::xid8, $3::bigint) and case_id = any($4::uuid[])`,
    values: [merchantId, position.xid, position.seq, ids],
  });
  return new Set(rows.map(({ id }) => id));
}

/**
 * Where the feed ends now: everything up to here has been or can be read, everything later is still to come. A change
 * that was committed, not the number of the next transaction: a crash may hand that number out again to an earlier one.
 */
export async function feedEnd(db: Queryable): Promise<FeedPosition> {
  const { rows } = await db.query<FeedPosition>({
    name: 'feed-end',
    text: `
      select e.xid::text, e.seq
        from ((select c.xid, c.seq from change c where c.xid < pg_snapshot_xmin(pg_current_snapshot())
                order by c.xid desc, c.seq desc limit 1)
              union all select f.xid, f.seq from feed_floor f where f.xid < pg_snapshot_xmin(pg_current_snapshot())
              union all select '0'::xid8, 0) e
       order by e.xid desc, e.seq desc limit 1`,
  });
  return rows[0]!;
}

/** Everything up to here was pruned; a cursor before it has expired. Null when nothing was ever pruned. */
export async function feedFloor(db: Queryable): Promise<FeedPosition | null> {
  const { rows } = await db.query<FeedPosition>('select xid::text, seq from feed_floor');
  return rows[0] ?? null;
}

const PRUNE = `
  with gone as (
    delete from change where (merchant_id, xid, seq) in (
      select merchant_id, xid, seq from (select * from change order by xid, seq limit $2) oldest where at < $1)
    returning xid, seq),
  floor as (update feed_floor f set xid = g.xid, seq = g.seq
              from (select xid, seq from gone order by xid desc, seq desc limit 1) g where (g.xid, g.seq) > (f.xid, f.seq))
  select count(*)::int as gone from gone`;

/**
 * Removes those of the `limit` oldest changes that were made before a moment: where none was, no more are looked at.
 * Returns how many: call again while it equals the limit.
 */
export async function pruneChanges(db: Queryable, before: Instant, limit: number): Promise<number> {
  const { rows } = await db.query<{ gone: number }>(PRUNE, [before, limit]);
  return rows[0]!.gone;
}

export const comparePositions = (a: FeedPosition, b: FeedPosition): number => {
  const x = BigInt(a.xid);
  const y = BigInt(b.xid);
  return x < y ? -1 : x > y ? 1 : a.seq - b.seq;
};

export const laterPosition = (a: FeedPosition, b: FeedPosition): FeedPosition => (comparePositions(a, b) < 0 ? b : a);

/**
 * Age in seconds of the oldest change that is committed and cannot be read yet, because an older transaction still runs.
 * Any transaction of the server holds the feed back, those of other databases too.
 */
export async function feedLag(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ lag: number | null }>(
    `select extract(epoch from now() - min(c.at))::float8 as lag from change c
      where c.xid >= pg_snapshot_xmin(pg_current_snapshot())`,
  );
  return Math.max(0, rows[0]?.lag ?? 0);
}
