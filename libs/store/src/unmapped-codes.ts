import type { Instant } from '@whereabouts/model';
import type { Queryable } from './db';
import { recordset, toJson, type Columns } from './recordset';

/** A code that is in no table, and how often a source used it. */
export interface UnmappedCode {
  readonly sourceId: string;
  /** Null: told by text alone. Both null: all that were not told apart. */
  readonly code: string | null;
  readonly text: string | null;
  readonly seen: number;
}

export interface NewUnmappedCode extends UnmappedCode {
  readonly merchantId: string;
}

/** So many are told apart a day: a source that puts figures or names into its codes must not fill a table. */
const MOST = 200;
const MAX_WHAT = 200;
const MAX_TEXT = 300;

/** Texts that differ in figures only are one. */
const whatOf = ({ code, text }: UnmappedCode): string =>
  (code ?? (text ?? '').replace(/\d+/g, '#')).slice(0, MAX_WHAT).toWellFormed();

const ROW: Columns = {
  merchant_id: 'uuid',
  source_id: 'uuid',
  day: 'date',
  what: 'text',
  code: 'text',
  text: 'text',
  seen: 'bigint',
};

const COUNT = `
  with r as (select * from ${recordset(ROW, '$1', 'j')}),
  known as (
    select r.*, exists (select from unmapped_code u where (u.merchant_id, u.source_id, u.day, u.what)
                                                       = (r.merchant_id, r.source_id, r.day, r.what)) as is_known from r),
  ranked as (
    select k.*, row_number() over (partition by merchant_id, source_id, day, is_known order by seen desc, what)
                + (select count(*) from unmapped_code u where (u.merchant_id, u.source_id, u.day) = (k.merchant_id, k.source_id, k.day))
                as place from known k),
  placed as (
    select *, is_known or place <= ${MOST} as is_told from ranked)
  insert into unmapped_code as u (merchant_id, source_id, day, what, code, text, seen)
  select merchant_id, source_id, day, case when is_told then what else '' end,
         max(code) filter (where is_told), max(text) filter (where is_told), sum(seen)
    from placed group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (merchant_id, source_id, day, what) do update set seen = u.seen + excluded.seen, text = coalesce(excluded.text, u.text)`;

const dayOf = (at: Instant): string => at.slice(0, 10);

/** Counts codes that no table knows, by day. */
export async function countUnmapped(db: Queryable, codes: readonly NewUnmappedCode[], now: Instant): Promise<void> {
  const sums = new Map<string, Record<string, unknown> & { seen: number }>();
  for (const one of codes) {
    const what = whatOf(one);
    const key = `${one.merchantId}|${one.sourceId}|${what}`;
    const seen = one.seen + (sums.get(key)?.seen ?? 0);
    sums.set(key, {
      merchant_id: one.merchantId,
      source_id: one.sourceId,
      day: dayOf(now),
      what,
      code: one.code,
      text: one.text?.slice(0, MAX_TEXT).toWellFormed() ?? null,
      seen,
    });
  }
  await db.query({ name: 'count-unmapped', text: COUNT, values: [toJson([...sums.values()])] });
}

const TOP = `
  select source_id as "sourceId", code, text, seen from (
    select source_id, what, max(code) as code, max(text) as text, sum(seen)::bigint as seen,
           row_number() over (partition by source_id order by sum(seen) desc, what) as place
      from unmapped_code where merchant_id = $1 and day >= $2 group by source_id, what) u
   where place <= $3 order by source_id, place`;

/** The codes that each source used most without their being in its table, since a day. */
export async function topUnmapped(
  db: Queryable,
  merchantId: string,
  since: Instant,
  limit: number,
): Promise<UnmappedCode[]> {
  const { rows } = await db.query<UnmappedCode>({
    name: 'top-unmapped',
    text: TOP,
    values: [merchantId, dayOf(since), limit],
  });
  return rows;
}

export async function pruneUnmapped(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query('delete from unmapped_code where day < $1', [dayOf(before)]);
  return rowCount ?? 0;
}
