import type { DayCount, DayScope, RepeatTotals } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { recordset, toJson } from '../recordset';

const ADD = `
  insert into day_count as d (merchant_id, scope, name, day, what, n)
  select merchant_id, scope, name, day, what, n
    from ${recordset({ merchant_id: 'uuid', scope: 'text', name: 'text', day: 'date', what: 'text', n: 'bigint' })}
   order by 1, 2, 3, 4, 5
  on conflict (merchant_id, scope, name, day, what) do update set n = d.n + excluded.n`;

export type MerchantDayCount = DayCount & { readonly merchantId: string };

/** Adds to the figures of days. Near the end of a transaction, in key order: these rows are hot. */
export async function addDayCounts(tx: Tx, counts: readonly MerchantDayCount[]): Promise<void> {
  await tx.query({
    name: 'add-day-counts',
    text: ADD,
    values: [toJson(counts.map(({ merchantId, ...rest }) => ({ merchant_id: merchantId, ...rest })))],
  });
}

/** A lane or carrier, and the first day that counts. */
export interface DayWindow {
  readonly merchantId: string;
  readonly scope: DayScope;
  readonly name: string;
  /** `2026-11-20`. */
  readonly since: string;
}

const SUMS = `
  select r.merchant_id, r.scope, r.name, d.what, sum(d.n)::int as n
    from ${recordset({ merchant_id: 'uuid', scope: 'text', name: 'text', since: 'date' })}
    join day_count d on d.merchant_id = r.merchant_id and d.scope = r.scope and d.name = r.name and d.day >= r.since
   group by 1, 2, 3, 4`;

export const dayWindowKey = ({ merchantId, scope, name }: Omit<DayWindow, 'since'>): string =>
  `${merchantId}|${scope}|${name}`;

/** The totals of some lanes and carriers since their first day, by `dayWindowKey`. Reads a few rows a day and window. */
export async function dayTotals(
  db: Queryable,
  windows: readonly DayWindow[],
): Promise<ReadonlyMap<string, RepeatTotals>> {
  const { rows } = await db.query<{
    merchant_id: string;
    scope: DayScope;
    name: string;
    what: DayCount['what'];
    n: number;
  }>({
    name: 'day-totals',
    text: SUMS,
    values: [toJson(windows.map(({ merchantId, ...rest }) => ({ merchant_id: merchantId, ...rest })))],
  });
  const totals = new Map<string, RepeatTotals>();
  for (const { merchant_id: merchantId, scope, name, what, n } of rows) {
    const key = dayWindowKey({ merchantId, scope, name });
    totals.set(key, { name, counts: [...(totals.get(key)?.counts ?? []), { what, n }] });
  }
  return totals;
}

/** Removes the figures of days before this one. */
export async function pruneDayCounts(db: Queryable, day: string): Promise<number> {
  const { rowCount } = await db.query('delete from day_count where day < $1', [day]);
  return rowCount ?? 0;
}
