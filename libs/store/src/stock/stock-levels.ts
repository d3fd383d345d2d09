import type { Instant, SourceKind, StockLevel } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { insertRows, recordset, toJson, type Columns } from '../recordset';

/** A level with whose it is. */
export interface StoredLevel extends StockLevel {
  readonly merchantId: string;
}

export interface LevelRow {
  merchant_id: string;
  source_id: string;
  sku: string;
  node_code: string;
  source_kind: SourceKind;
  on_hand: number;
  available: number | null;
  at: Instant;
}

export const LEVEL_COLUMNS: Columns = {
  merchant_id: 'uuid',
  source_id: 'uuid',
  sku: 'text',
  node_code: 'text',
  source_kind: 'text',
  on_hand: 'float8',
  available: 'float8',
  at: 'timestamptz',
};
const KEYS = ['merchant_id', 'source_id', 'sku', 'node_code'] as const;
const KEY: Columns = { merchant_id: 'uuid', source_id: 'uuid', sku: 'text', node_code: 'text' };

export const fromLevelRow = (row: LevelRow): StoredLevel => ({
  merchantId: row.merchant_id,
  sourceId: row.source_id,
  sku: row.sku,
  nodeCode: row.node_code === '' ? null : row.node_code,
  sourceKind: row.source_kind,
  onHand: row.on_hand,
  available: row.available,
  at: row.at,
});

export const toLevelRow = (level: StoredLevel): LevelRow => ({
  merchant_id: level.merchantId,
  source_id: level.sourceId,
  sku: level.sku,
  node_code: level.nodeCode ?? '',
  source_kind: level.sourceKind,
  on_hand: level.onHand,
  available: level.available,
  at: level.at,
});

const SELECT = `select l.* from inventory_level l`;
const BY_KEY = `order by ${KEYS.map((key) => `l.${key}`).join(', ')}`;
const LOCK = `${SELECT} join ${recordset(KEY)} using (${KEYS.join(', ')}) ${BY_KEY} for update of l`;

/** The stored levels of the same articles, places and sources, locked in key order. */
export async function lockLevels(tx: Tx, levels: readonly StoredLevel[]): Promise<StoredLevel[]> {
  const { rows } = await tx.query<LevelRow>({
    name: 'lock-levels',
    text: LOCK,
    values: [toJson(levels.map(toLevelRow))],
  });
  return rows.map(fromLevelRow);
}

const INSERT = `${insertRows('inventory_level', LEVEL_COLUMNS)} order by ${KEYS.join(', ')}`;
const PUT = `${INSERT} on conflict (${KEYS.join(', ')}) do update set ${Object.keys(LEVEL_COLUMNS)
  .filter((name) => !(KEYS as readonly string[]).includes(name))
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')}`;

/** Writes levels. `keep` leaves those that exist as they are. Returns those that were written. */
export async function putLevels(
  tx: Tx,
  levels: readonly StoredLevel[],
  existing: 'replace' | 'keep',
): Promise<StoredLevel[]> {
  const text = `${existing === 'keep' ? `${INSERT} on conflict do nothing` : PUT} returning *`;
  const { rows } = await tx.query<LevelRow>({
    name: `put-levels-${existing}`,
    text,
    values: [toJson(levels.map(toLevelRow))],
  });
  return rows.map(fromLevelRow);
}

/** What sources say there is of some articles. */
export async function levelsOfSkus(
  tx: Queryable,
  skus: readonly { readonly merchantId: string; readonly sku: string }[],
): Promise<StoredLevel[]> {
  const { rows } = await tx.query<LevelRow>({
    name: 'levels-of-skus',
    text: `${SELECT} join ${recordset({ merchant_id: 'uuid', sku: 'text' })} using (merchant_id, sku) ${BY_KEY}`,
    values: [toJson(skus.map(({ merchantId, sku }) => ({ merchant_id: merchantId, sku })))],
  });
  return rows.map(fromLevelRow);
}
