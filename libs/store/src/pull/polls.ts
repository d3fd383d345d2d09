import { after, DAY, msBetween, OVER, POLL_PLAN } from '@whereabouts/model';
import type { Instant, PollSubject, ShipmentState } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { recordset, toJson, type Columns } from '../recordset';

/** A source as seen from its schedule. */
export interface SourceKey {
  readonly merchantId: string;
  readonly sourceId: string;
}

/** A parcel that a source may know, by its number. */
export interface PollCandidate extends SourceKey {
  readonly trackingNumber: string;
  /** Only a parcel of one of these carriers; null: whoever carries it. */
  readonly carriers: readonly string[] | null;
  readonly dueAt: Instant;
}

const CANDIDATE: Columns = {
  merchant_id: 'uuid',
  source_id: 'uuid',
  tracking_number: 'text',
  carriers: 'text[]',
  due_at: 'timestamptz',
};

/** Parcels that would be given up as soon as they are due need not come in: as `pollPhase` has it. */
const ALIVE = `not (s.state = any($2::text[]) and coalesce(s.state_since, $3) <= $4) and coalesce(s.heard_to, $3) > $5`;
const alive = (now: Instant): readonly unknown[] => [
  OVER,
  now,
  after(now, -POLL_PLAN.watchMs),
  after(now, -POLL_PLAN.silenceMs),
];

const ENROL = `
  insert into poll (merchant_id, source_id, shipment_id, due_at, enrolled_at)
  select s.merchant_id, r.source_id, s.id, r.due_at, $3
    from ${recordset(CANDIDATE)} join shipment s using (merchant_id, tracking_number)
   where (r.carriers is null or s.carrier = any(r.carriers)) and ${ALIVE}
   order by s.merchant_id, r.source_id, s.id
  on conflict do nothing`;

/** Puts parcels on the schedules of sources; those that are there stay as they are. */
export async function enrolPolls(tx: Tx, candidates: readonly PollCandidate[], now: Instant): Promise<void> {
  const rows = candidates.map((one) => ({
    merchant_id: one.merchantId,
    source_id: one.sourceId,
    tracking_number: one.trackingNumber,
    carriers: one.carriers,
    due_at: one.dueAt,
  }));
  await tx.query({ name: 'enrol-polls', text: ENROL, values: [toJson(rows), ...alive(now)] });
}

const ENROL_PAGE = `
  with page as materialized (
    select s.* from shipment s where s.merchant_id = $6 and s.id > $7 order by s.id limit $8),
  fitting as (
    select s.merchant_id, r.source_id, s.id from page s, ${recordset({ source_id: 'uuid', carriers: 'text[]' })}
     where ${ALIVE}
       and (s.carrier = any(r.carriers) or exists (
         select from milestone m where m.merchant_id = s.merchant_id and m.subject_id = s.id and m.source_id = r.source_id))),
  added as (
    insert into poll (merchant_id, source_id, shipment_id, due_at, enrolled_at)
    select merchant_id, source_id, id, $3::timestamptz + random() * make_interval(secs => $9), $3 from fitting
     order by merchant_id, source_id, id on conflict do nothing)
  select id from page order by id desc limit 1`;

export interface EnrolPage {
  readonly merchantId: string;
  readonly sources: readonly { readonly sourceId: string; readonly carriers: readonly string[] }[];
  readonly afterId: string;
  readonly limit: number;
}

/**
 * Puts one page of a merchant's parcels on the schedules of sources that could not be asked before: those of their
 * carriers, and those that they have spoken of. Returns where the next page begins; null after the last one.
 */
export async function enrolPage(db: Queryable, page: EnrolPage, now: Instant): Promise<string | null> {
  const rows = page.sources.map(({ sourceId, carriers }) => ({ source_id: sourceId, carriers }));
  const values = [
    toJson(rows),
    ...alive(now),
    page.merchantId,
    page.afterId,
    page.limit,
    POLL_PLAN.firstWithinMs / 1000,
  ];
  const found = await db.query<{ id: string }>({ name: 'enrol-page', text: ENROL_PAGE, values });
  return found.rows[0]?.id ?? null;
}

/** A parcel on the schedule of a source, with what decides when to ask about it. */
export interface Poll extends SourceKey, PollSubject {
  readonly shipmentId: string;
  readonly trackingNumber: string;
  readonly digest: string | null;
  readonly storedAt: Instant | null;
}

interface PollRow {
  merchant_id: string;
  source_id: string;
  shipment_id: string;
  tracking_number: string;
  state: ShipmentState;
  state_since: Instant | null;
  open_cases: number;
  promise_to: Instant | null;
  carrier_estimate: Instant | null;
  heard_to: Instant | null;
  enrolled_at: Instant;
  asked_at: Instant | null;
  misses: number;
  failures: number;
  digest: string | null;
  stored_at: Instant | null;
}

const soonest = (a: Instant | null, b: Instant | null): Instant | null => (a === null || (b !== null && b < a) ? b : a);

const fromRow = (row: PollRow): Poll => ({
  merchantId: row.merchant_id,
  sourceId: row.source_id,
  shipmentId: row.shipment_id,
  trackingNumber: row.tracking_number,
  state: row.state,
  stateSince: row.state_since,
  openCases: row.open_cases,
  expectedBy: soonest(row.promise_to, row.carrier_estimate),
  lastHeardAt: row.heard_to,
  enrolledAt: row.enrolled_at,
  askedAt: row.asked_at,
  misses: row.misses,
  failures: row.failures,
  digest: row.digest,
  storedAt: row.stored_at,
});

// By place in the table: by their keys, a planner that expects few may go through all of the source for each that is due.
const CLAIM = `
  with due as (
    select ctid as place from poll where merchant_id = $1 and source_id = $2 and due_at <= $3
     order by due_at limit $4 for update skip locked),
  mine as (
    update poll p set leased_until = $5, due_at = $5 from due d where p.ctid = d.place returning p.*)
  select m.merchant_id, m.source_id, m.shipment_id, s.tracking_number, s.state, s.state_since, s.open_cases, s.promise_to,
         s.carrier_estimate, s.heard_to, m.enrolled_at, m.asked_at, m.misses, m.failures, encode(m.digest, 'hex') as digest,
         m.stored_at
    from mine m join shipment s on s.merchant_id = m.merchant_id and s.id = m.shipment_id`;

/** Takes parcels that are due at a source, the most overdue first, on a lease: after it they are due again. */
export async function claimPolls(
  tx: Tx,
  { merchantId, sourceId }: SourceKey,
  now: Instant,
  limit: number,
  lease: Instant,
): Promise<Poll[]> {
  const { rows } = await tx.query<PollRow>({
    name: 'claim-polls',
    text: CLAIM,
    values: [merchantId, sourceId, now, limit, lease],
  });
  return rows.map(fromRow);
}

const IN_HAND = `
  select (select count(*)::int from (
            select 1 from poll where merchant_id = $1 and source_id = $2 and leased_until > $3 limit $4) p) as parcels,
         (select count(*)::int from (
            select 1 from follow where merchant_id = $1 and source_id = $2 and leased_until > $3 limit $4) f) as links`;

/** What a source is being asked at the moment; at most `cap` each. */
export async function inHand(
  tx: Tx,
  { merchantId, sourceId }: SourceKey,
  now: Instant,
  cap: number,
): Promise<{ readonly parcels: number; readonly links: number }> {
  const { rows } = await tx.query<{ parcels: number; links: number }>({
    name: 'in-hand',
    text: IN_HAND,
    values: [merchantId, sourceId, now, cap],
  });
  return rows[0]!;
}

/** What came of asking about a parcel, or of looking at it. */
export interface SettledPoll {
  readonly shipmentId: string;
  readonly dueAt: Instant;
  readonly askedAt: Instant | null;
  readonly misses: number;
  readonly failures: number;
  readonly digest: string | null;
  readonly storedAt: Instant | null;
}

const SETTLED: Columns = {
  shipment_id: 'uuid',
  due_at: 'timestamptz',
  asked_at: 'timestamptz',
  misses: 'int',
  failures: 'int',
  digest: 'text',
  stored_at: 'timestamptz',
};

// Written so that a parcel can only be found by its whole key: neither by its source nor by the lease alone.
const SETTLE = `
  update poll p set due_at = r.due_at, asked_at = r.asked_at, misses = r.misses, failures = r.failures,
                    digest = decode(r.digest, 'hex'), stored_at = r.stored_at, leased_until = null
    from (select $1::uuid as merchant_id, $2::uuid as source_id, r.* from ${recordset(SETTLED, '$4')} offset 0) r
   where p.merchant_id = any (array[r.merchant_id]) and p.source_id = any (array[r.source_id])
     and p.shipment_id = any (array[r.shipment_id]) and coalesce(p.leased_until, '-infinity') = $3`;

/** Gives parcels back to the schedule. One whose lease ran out meanwhile is somebody else's by now. */
export async function settlePolls(
  tx: Queryable,
  { merchantId, sourceId }: SourceKey,
  lease: Instant,
  settled: readonly SettledPoll[],
): Promise<void> {
  const rows = settled.map((one) => ({
    shipment_id: one.shipmentId,
    due_at: one.dueAt,
    asked_at: one.askedAt,
    misses: one.misses,
    failures: one.failures,
    digest: one.digest,
    stored_at: one.storedAt,
  }));
  await tx.query({ name: 'settle-polls', text: SETTLE, values: [merchantId, sourceId, lease, toJson(rows)] });
}

/** Takes parcels off the schedule of a source: nothing more is expected of them. News brings them back. */
export async function dropPolls(tx: Tx, { merchantId, sourceId }: SourceKey, ids: readonly string[]): Promise<void> {
  await tx.query({
    name: 'drop-polls',
    text: 'delete from poll where merchant_id = $1 and source_id = $2 and shipment_id = any($3::uuid[])',
    values: [merchantId, sourceId, ids],
  });
}

const PRUNE = `
  with gone as (
    select merchant_id, id from source where removed_at < $1),
  links as (
    delete from follow f where f.created_at < $2 or exists (
      select from gone g where f.merchant_id = g.merchant_id and f.source_id = g.id))
  delete from poll p using gone g where p.merchant_id = g.merchant_id and p.source_id = g.id`;

const LINK_DAYS = 30;

/** Forgets the schedules of sources that were removed at least a day ago, and links that could not be followed for long. */
export async function pruneSchedules(db: Queryable, now: Instant): Promise<number> {
  const { rowCount } = await db.query(PRUNE, [after(now, -DAY), after(now, -LINK_DAYS * DAY)]);
  return rowCount ?? 0;
}

/** True when an answer need not be stored again: it is the last one, and that was stored less than a day ago. */
export const isSameAnswer = (poll: Pick<Poll, 'digest' | 'storedAt'>, digest: string, now: Instant): boolean =>
  poll.digest === digest && poll.storedAt !== null && msBetween(poll.storedAt, now) < DAY;
