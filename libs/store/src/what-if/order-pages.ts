import {
  after,
  DAY,
  type HeardLevel,
  type Instant,
  type Milestone,
  type OrderStatements,
  type TicketHistory,
} from '@whereabouts/model';
import type { Queryable } from '../db';
import { stockHistory } from '../stock/stock-turns';
import {
  isUnderWaySince,
  MILESTONE_COLUMNS,
  MILESTONES_OF,
  milestonesByOwner,
  SHIPMENT_COLUMNS,
  sourceKinds,
  toShipment,
  WITH_EVIDENCE,
  type MilestoneRow,
  type ShipmentHistory,
  type ShipmentRow,
  type SourceKinds,
} from './history-rows';
import { LAST_ID, type IdRange } from './id-ranges';
import { ticketsOf } from './ticket-pages';

/** An order with all that was reported of it, and its parcels. */
export interface OrderHistory {
  readonly id: string;
  readonly number: string;
  readonly statements: OrderStatements;
  readonly milestones: readonly Milestone[];
  /** Those that are of none of its parcels. */
  readonly tickets: readonly TicketHistory[];
  readonly stock: readonly HeardLevel[];
  readonly parcels: readonly ShipmentHistory[];
}

/** An order that was placed and promised longer before the stretch that is asked about opens nothing in it. */
const OLD_DAYS = 92;

const ORDERS = `
  select o.id, o.number, o.statements, array(select distinct line->>'sku' from jsonb_array_elements(o.lines) line) as skus
    from orders o
   where o.merchant_id = $1 and o.id > $2 and o.id <= $3
     and (greatest(o.placed_at, o.promise_to) >= $5 or (o.placed_at is null and o.promise_to is null) or o.watched
          or exists (select from shipment s
                      where s.merchant_id = o.merchant_id and s.order_id = o.id and ${isUnderWaySince('$4')}))
   order by o.id limit $6`;

const PARCELS = `
  select ${SHIPMENT_COLUMNS} from shipment s ${WITH_EVIDENCE}
   where s.merchant_id = $1 and s.order_id = any($2::uuid[]) order by s.order_id, s.id`;

/** Owners as in `KEPT_UNDER`. Few are called otherwise: the others are looked up as one list. */
const MILESTONES = `
  with named as (
    select subject_id as owner, id from alias where merchant_id = $1 and subject_id = any($2::uuid[])),
  kept as (
    select owner, id from named
    union
    select n.owner, a.id from named n join alias a on a.merchant_id = $1 and a.subject_id = n.id)
  ${MILESTONES_OF}
  union all
  select k.owner, ${MILESTONE_COLUMNS} from kept k join milestone m on m.merchant_id = $1 and m.subject_id = k.id`;

type OrderRow = Pick<OrderHistory, 'id' | 'number' | 'statements'> & { readonly skus: readonly string[] };

/**
 * The orders of a range that were under way since a moment or had a parcel that was, each with its parcels and their whole
 * history, a page at a time.
 */
export async function* orderHistories(
  db: Queryable,
  { merchantId, after: first, to }: IdRange,
  since: Instant,
  size: number,
): AsyncGenerator<readonly OrderHistory[]> {
  const kinds = await sourceKinds(db, merchantId);
  for (let last = first; ;) {
    const { rows } = await db.query<OrderRow>({
      name: 'what-if-orders',
      text: ORDERS,
      values: [merchantId, last, to ?? LAST_ID, since, after(since, -OLD_DAYS * DAY), size],
    });
    if (rows.length > 0) yield await familiesOf(db, merchantId, rows, kinds);
    if (rows.length < size) return;
    last = rows.at(-1)!.id;
  }
}

async function familiesOf(
  db: Queryable,
  merchantId: string,
  orders: readonly OrderRow[],
  kinds: SourceKinds,
): Promise<readonly OrderHistory[]> {
  const orderIds = orders.map(({ id }) => id);
  const { rows: parcels } = await db.query<ShipmentRow>({
    name: 'what-if-parcels',
    text: PARCELS,
    values: [merchantId, orderIds],
  });
  const owners = [...orderIds, ...parcels.map(({ id }) => id)];
  const told = await db.query<MilestoneRow>({
    name: 'what-if-family-milestones',
    text: MILESTONES,
    values: [merchantId, owners],
    rowMode: 'array',
  });
  const milestones = milestonesByOwner(owners, told.rows, kinds);
  const ticketed = parcels.flatMap(({ id, hasTickets }) => (hasTickets ? [id] : []));
  const { byShipment, byOrder } = await ticketsOf(db, merchantId, { shipments: ticketed, orders: orderIds });
  const levels = await stockHistory(db, merchantId, [...new Set(orders.flatMap(({ skus }) => skus))]);
  const byParent = new Map<string, ShipmentHistory[]>();
  for (const row of parcels) {
    const own = byParent.get(row.orderId!) ?? [];
    byParent.set(row.orderId!, own);
    own.push(toShipment(row, milestones.get(row.id)!, byShipment.get(row.id) ?? []));
  }
  return orders.map(({ id, number, statements, skus }) => ({
    id,
    number,
    statements,
    milestones: milestones.get(id)!,
    tickets: byOrder.get(id) ?? [],
    stock: skus.flatMap((sku) => levels.get(sku) ?? []),
    parcels: byParent.get(id) ?? [],
  }));
}
