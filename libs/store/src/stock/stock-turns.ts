import type { HeardLevel, Instant } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { insertRows, toJson, type Columns } from '../recordset';
import { fromLevelRow, LEVEL_COLUMNS, toLevelRow, type LevelRow, type StoredLevel } from './stock-levels';

/** A level with which an article turned, and when the hub heard of it. */
export type StockTurn = StoredLevel & HeardLevel;

const COLUMNS: Columns = { ...LEVEL_COLUMNS, heard_at: 'timestamptz' };
const INSERT = `${insertRows('stock_turn', COLUMNS)} on conflict do nothing`;

/** Keeps the levels with which articles ran out or came back. Those that are kept stay as they are. */
export async function putStockTurns(tx: Tx, turns: readonly StockTurn[]): Promise<void> {
  const rows = turns.map((turn) => ({ ...toLevelRow(turn), heard_at: turn.heardAt }));
  await tx.query({ name: 'put-stock-turns', text: INSERT, values: [toJson(rows)] });
}

const READ = `
  select * from stock_turn where merchant_id = $1 and sku = any($2::text[])
  union all
  select l.*, l.at as heard_at from inventory_level l
   where l.merchant_id = $1 and l.sku = any($2::text[])
     and not exists (select from stock_turn t where t.merchant_id = l.merchant_id and t.sku = l.sku
                        and t.source_id = l.source_id and t.node_code = l.node_code)
   order by heard_at, source_id, node_code`;

/** The levels of some articles that were news, by article, in the order in which they were heard. No statement for none. */
export async function stockHistory(
  db: Queryable,
  merchantId: string,
  skus: readonly string[],
): Promise<ReadonlyMap<string, readonly HeardLevel[]>> {
  const levels = new Map<string, HeardLevel[]>();
  if (skus.length === 0) return levels;
  const { rows } = await db.query<LevelRow & { heard_at: Instant }>({
    name: 'stock-history',
    text: READ,
    values: [merchantId, skus],
  });
  for (const row of rows) {
    const own = levels.get(row.sku) ?? [];
    levels.set(row.sku, own);
    own.push({ ...fromLevelRow(row), heardAt: row.heard_at });
  }
  return levels;
}

/** Removes what was told before this moment; the newest of each article and place stays. */
export async function pruneStockTurns(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query(
    `delete from stock_turn t where t.heard_at < $1
        and exists (select from stock_turn n where n.merchant_id = t.merchant_id and n.sku = t.sku and n.source_id = t.source_id
                       and n.node_code = t.node_code and n.heard_at > t.heard_at and n.heard_at < $1)`,
    [before],
  );
  return rowCount ?? 0;
}
