import type { Tx } from '../db';
import type { OrderKey } from '../orders';
import { recordset, toJson } from '../recordset';

interface KeyRow {
  merchant_id: string;
  order_id: string;
}

const toKey = ({ merchant_id: merchantId, order_id: id }: KeyRow): OrderKey => ({ merchantId, id });

/** The articles that an order waits for: none once somebody picks it. */
export interface WaitingOrder extends OrderKey {
  readonly skus: readonly string[];
}

const SET = `
  with given as (select * from ${recordset({ merchant_id: 'uuid', order_id: 'uuid', skus: 'text[]' })}),
  gone as (
    delete from waiting_line w using given g
     where w.merchant_id = g.merchant_id and w.order_id = g.order_id and not w.sku = any(g.skus)),
  waits as (
    select g.merchant_id, g.order_id, s.sku from given g cross join unnest(g.skus) as s(sku)),
  written as (
    insert into waiting_line (merchant_id, order_id, sku)
    select * from waits order by 1, 2, 3
    on conflict do nothing)
  select distinct w.merchant_id, w.order_id from waits w
   where exists (
     select from inventory_level l where l.merchant_id = w.merchant_id and l.sku = w.sku and least(l.on_hand, l.available) <= 0)`;

/** Says of orders that the caller holds what they wait for. Returns those for which an article may be gone already. */
export async function setWaitingLines(tx: Tx, orders: readonly WaitingOrder[]): Promise<OrderKey[]> {
  const rows = orders.map(({ merchantId, id, skus }) => ({ merchant_id: merchantId, order_id: id, skus }));
  const found = await tx.query<KeyRow>({ name: 'set-waiting-lines', text: SET, values: [toJson(rows)] });
  return found.rows.map(toKey);
}

/** An article of which there is none any more, or some again. */
export interface TurnedArticle {
  readonly merchantId: string;
  readonly sku: string;
}

const WAITING = `
  select distinct w.merchant_id, w.order_id from ${recordset({ merchant_id: 'uuid', sku: 'text' })}
    join waiting_line w using (merchant_id, sku)
   limit $2`;

/** Up to `limit` orders that wait for one of these articles. */
export async function ordersWaitingFor(tx: Tx, articles: readonly TurnedArticle[], limit: number): Promise<OrderKey[]> {
  const { rows } = await tx.query<KeyRow>({
    name: 'orders-waiting-for',
    text: WAITING,
    values: [toJson(articles.map(({ merchantId, sku }) => ({ merchant_id: merchantId, sku }))), limit],
  });
  return rows.map(toKey);
}
