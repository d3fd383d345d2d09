import {
  cellOf,
  TIME_BUCKETS,
  TRANSIT_STAGES,
  wayKey,
  wayText,
  type TransitCount,
  type UsualTimes,
  type Way,
} from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { recordset, toJson } from '../recordset';

const CELLS = cellOf(TRANSIT_STAGES.length - 1, TIME_BUCKETS - 1) + 1;

const ADD = `
  insert into transit_time as t (merchant_id, carrier, lane, service, month, cells)
  select merchant_id, carrier, lane, service, month, cells
    from ${recordset({ merchant_id: 'uuid', carrier: 'text', lane: 'text', service: 'text', month: 'date', cells: 'int[]' })}
   order by 1, 2, 3, 4, 5
  on conflict (merchant_id, carrier, lane, service, month) do update
     set cells = (select array_agg(coalesce(a, 0) + coalesce(b, 0) order by i)
                    from unnest(t.cells, excluded.cells) with ordinality as u(a, b, i))`;

export type MerchantTransitCount = TransitCount & { readonly merchantId: string };

/** Adds to the times of ways. Near the end of a transaction, in key order: these rows are hot. */
export async function addTransitTimes(tx: Tx, counts: readonly MerchantTransitCount[]): Promise<void> {
  const rows = counts.map(({ merchantId, carrier, lane, service, month, cells }) => ({
    merchant_id: merchantId,
    carrier,
    lane,
    service,
    month: `${month}-01`,
    cells: Array.from({ length: CELLS }, (_, cell) => cells.get(cell) ?? 0),
  }));
  await tx.query({ name: 'add-transit-times', text: ADD, values: [toJson(rows)] });
}

/** A way, and the first month that counts, such as `2026-06`. */
export interface TransitWindow extends Way {
  readonly merchantId: string;
  readonly since: string;
}

const READ = `
  select r.merchant_id, r.carrier, r.lane, r.service, t.cells
    from ${recordset({ merchant_id: 'uuid', carrier: 'text', lane: 'text', service: 'text', since: 'date' })}
    join transit_time t on t.merchant_id = r.merchant_id and t.carrier = r.carrier and t.lane = r.lane and t.service = r.service
                       and t.month >= r.since`;

export const transitKey = ({ merchantId, ...way }: Way & { readonly merchantId: string }): string =>
  `${merchantId}|${wayKey(way)}`;

/** The times of some ways since their first month, by `transitKey`. One row a way and month. */
export async function transitTimes(
  db: Queryable,
  windows: readonly TransitWindow[],
): Promise<ReadonlyMap<string, UsualTimes>> {
  const { rows } = await db.query<Way & { merchant_id: string; cells: number[] }>({
    name: 'transit-times',
    text: READ,
    values: [
      toJson(
        windows.map(({ merchantId, since, ...way }) => ({ merchant_id: merchantId, since: `${since}-01`, ...way })),
      ),
    ],
  });
  const sums = new Map<string, { way: string; cells: number[] }>();
  for (const { merchant_id: merchantId, carrier, lane, service, cells } of rows) {
    const way = { carrier, lane, service };
    const key = transitKey({ merchantId, ...way });
    const sum = sums.get(key) ?? { way: wayText(way), cells: Array.from({ length: CELLS }, () => 0) };
    sums.set(key, sum);
    cells.forEach((n, cell) => (sum.cells[cell]! += n));
  }
  return sums;
}

/** Removes the times of months before this one. */
export async function pruneTransitTimes(db: Queryable, month: string): Promise<number> {
  const { rowCount } = await db.query('delete from transit_time where month < $1', [`${month}-01`]);
  return rowCount ?? 0;
}
