import type { Instant } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { namedUuid } from '../ids';
import { recordset, toJson, type Columns } from '../recordset';
import type { SourceKey } from './polls';

/** A link that an input points to. */
export interface NewFollow extends SourceKey {
  readonly inputId: string;
  readonly link: string;
  readonly depth: number;
  /** A replayed input is followed only if it could not be read before: what it pointed to is on record by now. */
  readonly onlyIfDead: boolean;
}

const NEW: Columns = {
  merchant_id: 'uuid',
  source_id: 'uuid',
  id: 'uuid',
  input_id: 'uuid',
  link: 'text',
  depth: 'int',
  only_if_dead: 'boolean',
};

/**
 * A visit that is under way may have come too early for this news: losing its lease, it is made once more. It is then as
 * many links far as the news says, so that a page that points to itself comes to an end.
 */
const PUT = `
  insert into follow as f (merchant_id, source_id, id, input_id, link, depth, due_at, created_at)
  select distinct on (merchant_id, source_id, id) merchant_id, source_id, id, input_id, link, depth, $2::timestamptz, $2::timestamptz
    from ${recordset(NEW)}
   where not r.only_if_dead or exists (
     select from dead_letter d where d.merchant_id = r.merchant_id and d.input_id = r.input_id)
   order by merchant_id, source_id, id, input_id desc
  on conflict (merchant_id, source_id, id) do update
     set input_id = excluded.input_id, due_at = least(f.due_at, excluded.due_at), leased_until = null, attempts = 0,
         depth = case when f.leased_until is null then least(f.depth, excluded.depth) else excluded.depth end`;

/** Notes links to be followed; one that is noted already is followed once. */
export async function putFollows(tx: Tx, follows: readonly NewFollow[], now: Instant): Promise<void> {
  const rows = follows.map((one) => ({
    merchant_id: one.merchantId,
    source_id: one.sourceId,
    id: namedUuid(0, 'follow', one.merchantId, one.sourceId, one.link),
    input_id: one.inputId,
    link: one.link,
    depth: one.depth,
    only_if_dead: one.onlyIfDead,
  }));
  await tx.query({ name: 'put-follows', text: PUT, values: [toJson(rows), now] });
}

/** A link in hand. */
export interface Follow extends SourceKey {
  readonly id: string;
  readonly inputId: string;
  readonly link: string;
  readonly depth: number;
  readonly createdAt: Instant;
  readonly attempts: number;
}

interface FollowRow {
  merchant_id: string;
  source_id: string;
  id: string;
  input_id: string;
  link: string;
  depth: number;
  created_at: Instant;
  attempts: number;
}

const fromRow = (row: FollowRow): Follow => ({
  merchantId: row.merchant_id,
  sourceId: row.source_id,
  id: row.id,
  inputId: row.input_id,
  link: row.link,
  depth: row.depth,
  createdAt: row.created_at,
  attempts: row.attempts,
});

// By place in the table: see `claimPolls`.
const CLAIM = `
  with due as (
    select ctid as place from follow where merchant_id = $1 and source_id = $2 and due_at <= $3
     order by due_at limit $4 for update skip locked)
  update follow f set leased_until = $5, due_at = $5 from due d where f.ctid = d.place
  returning f.merchant_id, f.source_id, f.id, f.input_id, f.link, f.depth, f.created_at, f.attempts`;

/** Takes links that are due at a source, on a lease. */
export async function claimFollows(
  tx: Tx,
  { merchantId, sourceId }: SourceKey,
  now: Instant,
  limit: number,
  lease: Instant,
): Promise<Follow[]> {
  const { rows } = await tx.query<FollowRow>({
    name: 'claim-follows',
    text: CLAIM,
    values: [merchantId, sourceId, now, limit, lease],
  });
  return rows.map(fromRow);
}

/** A link that was followed or given up is done with, unless news has pointed there meanwhile. */
export async function endFollow(tx: Queryable, { merchantId, sourceId, id }: Follow, lease: Instant): Promise<void> {
  await tx.query({
    name: 'end-follow',
    text: 'delete from follow where merchant_id = $1 and source_id = $2 and id = $3 and leased_until = $4',
    values: [merchantId, sourceId, id, lease],
  });
}

/** A link that could not be followed is due later. */
export async function putFollowOff(
  tx: Queryable,
  { merchantId, sourceId, id, attempts }: Follow,
  lease: Instant,
  dueAt: Instant,
): Promise<void> {
  await tx.query({
    name: 'put-follow-off',
    text: `update follow set due_at = $5, attempts = $6, leased_until = null
            where merchant_id = $1 and source_id = $2 and id = $3 and leased_until = $4`,
    values: [merchantId, sourceId, id, lease, dueAt, attempts],
  });
}
