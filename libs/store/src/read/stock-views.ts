import type { Instant } from '@whereabouts/model';
import type { Queryable } from '../db';
import { read, selectList } from './statement';

/** A stock level of an article of an order, as the API shows it. */
export interface StockView {
  readonly ofOrder: string;
  readonly sku: string;
  readonly sourceId: string;
  readonly nodeCode: string | null;
  readonly onHand: number;
  readonly available: number | null;
  readonly at: Instant;
}

const COLUMNS: Readonly<Record<keyof StockView, string>> = {
  ofOrder: 'o.id',
  sku: 'l.sku',
  sourceId: 'l.source_id',
  nodeCode: `nullif(l.node_code, '')`,
  onHand: 'l.on_hand',
  available: 'l.available',
  at: 'l.at',
};

/** What sources say there is of the articles of some orders, by article and place. */
export const stockOfOrders = (db: Queryable, merchantId: string, orderIds: readonly string[]): Promise<StockView[]> =>
  read(
    db,
    `select ${selectList(COLUMNS)} from orders o
      cross join lateral (select distinct line->>'sku' as sku from jsonb_array_elements(o.lines) line) a
      cross join lateral (
        select * from inventory_level where merchant_id = o.merchant_id and sku = a.sku offset 0) l
      where o.merchant_id = $1 and o.id = any($2::uuid[])
      order by l.sku, l.node_code, l.source_id`,
    [merchantId, orderIds],
  );
