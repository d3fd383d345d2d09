import type { Instant, RateLimit } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { recordset, toJson, type Columns } from '../recordset';
import type { SourceKey } from './polls';

/** A source that can be asked, and by which account. */
export interface AskedSource extends SourceKey {
  readonly account: string;
  readonly rate: RateLimit;
}

const ASKED: Columns = {
  merchant_id: 'uuid',
  source_id: 'uuid',
  account: 'text',
  rate_requests: 'int',
  rate_seconds: 'int',
};

const ANNOUNCE = `
  with r as (select * from ${recordset(ASKED)}),
  silenced as (
    update source_state s set account = null
     where s.account is not null and not exists (select from r where r.merchant_id = s.merchant_id and r.source_id = s.source_id)
       and s.merchant_id = any($2::uuid[])),
  accounts as (
    insert into pull_account (merchant_id, account) select distinct merchant_id, account from r order by 1, 2
    on conflict do nothing)
  insert into source_state as s (merchant_id, source_id, account, rate_requests, rate_seconds)
  select merchant_id, source_id, account, rate_requests, rate_seconds from r order by 1, 2
  on conflict (merchant_id, source_id) do update
     set account = excluded.account, rate_requests = excluded.rate_requests, rate_seconds = excluded.rate_seconds
   where (s.account, s.rate_requests, s.rate_seconds)
         is distinct from (excluded.account, excluded.rate_requests, excluded.rate_seconds)`;

/** Notes which sources of these merchants can be asked. */
export async function announceSources(
  db: Queryable,
  merchants: readonly string[],
  sources: readonly AskedSource[],
): Promise<void> {
  const rows = sources.map(({ merchantId, sourceId, account, rate }) => ({
    merchant_id: merchantId,
    source_id: sourceId,
    account,
    rate_requests: Math.max(1, Math.floor(rate.requests)),
    rate_seconds: Math.max(1, Math.ceil(rate.perSeconds)),
  }));
  await db.query({ name: 'announce-sources', text: ANNOUNCE, values: [toJson(rows), merchants] });
}

export interface SourcePulse extends SourceKey {
  readonly lastInputAt: Instant | null;
  readonly lastPushAt: Instant | null;
}

const PULSE: Columns = {
  merchant_id: 'uuid',
  source_id: 'uuid',
  last_input_at: 'timestamptz',
  last_push_at: 'timestamptz',
};

const KEEP_PULSE = `
  insert into source_state as s (merchant_id, source_id, last_input_at, last_push_at)
  select merchant_id, source_id, last_input_at, last_push_at from ${recordset(PULSE)} order by 1, 2
  on conflict (merchant_id, source_id) do update
     set last_input_at = greatest(s.last_input_at, excluded.last_input_at),
         last_push_at = greatest(s.last_push_at, excluded.last_push_at)`;

/** Notes when sources were heard of last. */
export async function keepPulse(db: Queryable, pulses: readonly SourcePulse[]): Promise<void> {
  const rows = pulses.map((one) => ({
    merchant_id: one.merchantId,
    source_id: one.sourceId,
    last_input_at: one.lastInputAt,
    last_push_at: one.lastPushAt,
  }));
  await db.query({ name: 'keep-pulse', text: KEEP_PULSE, values: [toJson(rows)] });
}

/** How the last call to a source ended. */
export const PULL_OUTCOMES = {
  ANSWERED: 'It answered.',
  NOT_FOUND: 'It does not know the numbers that it was asked for.',
  RATE_LIMITED: 'It asked us to come back later.',
  UNAUTHORIZED: 'It refuses our credentials.',
  FAILED: 'It, or the way to it, is broken.',
  MALFORMED: 'It answered with something that it does not promise.',
} as const;
export type PullOutcomeName = keyof typeof PULL_OUTCOMES;

const MAX_DETAIL = 300;

/** Notes how a call ended. */
export async function keepOutcome(
  tx: Tx,
  { merchantId, sourceId }: SourceKey,
  outcome: PullOutcomeName,
  detail: string | null,
  at: Instant,
): Promise<void> {
  await tx.query({
    name: 'keep-outcome',
    text: `update source_state set last_pull_at = $3, last_pull_outcome = $4, last_pull_detail = $5
            where merchant_id = $1 and source_id = $2`,
    values: [merchantId, sourceId, at, outcome, detail?.slice(0, MAX_DETAIL).toWellFormed() ?? null],
  });
}

/** What the scheduler sees of a source at a glance. */
export interface SourceGlance extends SourceKey {
  /** When the next parcel or link is due; null when there is none. */
  readonly dueAt: Instant | null;
  readonly lastPushAt: Instant | null;
  /** Its parcels of before were not looked through yet. */
  readonly isNew: boolean;
}

const GLANCE = `
  select r.merchant_id, r.source_id, s.last_push_at, s.enrolled_at is null as is_new,
         least((select due_at from poll p where p.merchant_id = r.merchant_id and p.source_id = r.source_id order by due_at limit 1),
               (select due_at from follow f where f.merchant_id = r.merchant_id and f.source_id = r.source_id order by due_at limit 1)
         ) as due_at
    from ${recordset({ merchant_id: 'uuid', source_id: 'uuid' })}
    left join source_state s on s.merchant_id = r.merchant_id and s.source_id = r.source_id`;

/** One statement and two index probes a source, whatever the number of parcels. */
export async function glanceAt(db: Queryable, sources: readonly SourceKey[]): Promise<SourceGlance[]> {
  const keys = sources.map(({ merchantId, sourceId }) => ({ merchant_id: merchantId, source_id: sourceId }));
  const { rows } = await db.query<{
    merchant_id: string;
    source_id: string;
    due_at: Instant | null;
    last_push_at: Instant | null;
    is_new: boolean;
  }>({ name: 'glance-at', text: GLANCE, values: [toJson(keys)] });
  return rows.map((row) => ({
    merchantId: row.merchant_id,
    sourceId: row.source_id,
    dueAt: row.due_at,
    lastPushAt: row.last_push_at,
    isNew: row.is_new,
  }));
}

/** The parcels of before were looked through for these sources. */
export async function markEnrolled(db: Queryable, sources: readonly SourceKey[], now: Instant): Promise<void> {
  await db.query(
    `update source_state s set enrolled_at = $2 from ${recordset({ merchant_id: 'uuid', source_id: 'uuid' })}
      where s.merchant_id = r.merchant_id and s.source_id = r.source_id`,
    [toJson(sources.map(({ merchantId, sourceId }) => ({ merchant_id: merchantId, source_id: sourceId }))), now],
  );
}
