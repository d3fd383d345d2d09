import type { Instant } from '@whereabouts/model';
import type { Queryable } from '../db';
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
} from './history-rows';
import { LAST_ID, type IdRange } from './id-ranges';
import { ticketsOf } from './ticket-pages';

const SHIPMENTS = `
  select ${SHIPMENT_COLUMNS} from shipment s ${WITH_EVIDENCE}
   where s.merchant_id = $1 and s.id > $2 and s.id <= $3 and ${isUnderWaySince('$4')}
     and not exists (select from orders o where o.merchant_id = s.merchant_id and o.id = s.order_id)
   order by s.id limit $5`;

/** Also what is told under the ids that sources call them by. Their range of keys holds the parcels of orders, too. */
const MILESTONES = `
  ${MILESTONES_OF}
  union all
  select a.subject_id as owner, ${MILESTONE_COLUMNS}
    from alias a join milestone m on m.merchant_id = a.merchant_id and m.subject_id = a.id
   where a.merchant_id = $1 and a.subject_id = any($2::uuid[])`;

/**
 * The shipments of a range without an order that were under way since a moment, each with its whole history, a page at a
 * time. Reads along indexes, whatever the size of the tables.
 */
export async function* shipmentHistories(
  db: Queryable,
  { merchantId, after, to }: IdRange,
  since: Instant,
  size: number,
): AsyncGenerator<readonly ShipmentHistory[]> {
  const kinds = await sourceKinds(db, merchantId);
  for (let last = after; ;) {
    const { rows } = await db.query<ShipmentRow>({
      name: 'what-if-shipments',
      text: SHIPMENTS,
      values: [merchantId, last, to ?? LAST_ID, since, size],
    });
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    const told = await db.query<MilestoneRow>({
      name: 'what-if-milestones',
      text: MILESTONES,
      values: [merchantId, ids],
      rowMode: 'array',
    });
    const milestones = milestonesByOwner(ids, told.rows, kinds);
    const ticketed = rows.flatMap(({ id, hasTickets }) => (hasTickets ? [id] : []));
    const { byShipment } = await ticketsOf(db, merchantId, { shipments: ticketed, orders: [] });
    yield rows.map((row) => toShipment(row, milestones.get(row.id)!, byShipment.get(row.id) ?? []));
    if (rows.length < size) return;
    last = rows.at(-1)!.id;
  }
}
