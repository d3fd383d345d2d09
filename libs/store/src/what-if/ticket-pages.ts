import type { Instant, TicketHistory, TicketMatchBy, TicketTopic } from '@whereabouts/model';
import type { Queryable } from '../db';
import { LAST_ID, type IdRange } from './id-ranges';

interface TicketRow {
  id: string;
  order_id: string | null;
  shipment_id: string | null;
  external_id: string;
  topic: TicketTopic;
  corrected_topic: TicketTopic | null;
  corrected_at: Instant | null;
  opened_at: Instant;
  closed_at: Instant | null;
  match_by: TicketMatchBy | null;
}

const COLUMNS = `t.id, t.order_id, t.shipment_id, t.external_id, t.topic, t.corrected_topic, t.corrected_at, t.opened_at,
  t.closed_at, t.match_by`;

const toHistory = (row: TicketRow): TicketHistory => ({
  id: row.id,
  externalId: row.external_id,
  topic: row.topic,
  corrected:
    row.corrected_topic === null || row.corrected_at === null
      ? null
      : { topic: row.corrected_topic, at: row.corrected_at },
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  match: row.match_by,
});

/** Tickets of shipments, and those of orders that are of none of their shipments. */
export interface TicketsOf {
  readonly byShipment: ReadonlyMap<string, readonly TicketHistory[]>;
  readonly byOrder: ReadonlyMap<string, readonly TicketHistory[]>;
}

const OF = `
  select ${COLUMNS} from ticket t where t.merchant_id = $1 and t.shipment_id = any($2::uuid[])
  union all
  select ${COLUMNS} from ticket t where t.merchant_id = $1 and t.order_id = any($3::uuid[]) and t.shipment_id is null
   order by opened_at, id`;

/** The tickets of some shipments and orders. No statement when none is named. */
export async function ticketsOf(
  db: Queryable,
  merchantId: string,
  { shipments, orders }: { readonly shipments: readonly string[]; readonly orders: readonly string[] },
): Promise<TicketsOf> {
  const byShipment = new Map<string, TicketHistory[]>();
  const byOrder = new Map<string, TicketHistory[]>();
  if (shipments.length + orders.length === 0) return { byShipment, byOrder };
  const { rows } = await db.query<TicketRow>({
    name: 'what-if-tickets',
    text: OF,
    values: [merchantId, shipments, orders],
  });
  for (const row of rows) {
    const [of, key] = row.shipment_id === null ? [byOrder, row.order_id!] : [byShipment, row.shipment_id];
    of.set(key, [...(of.get(key) ?? []), toHistory(row)]);
  }
  return { byShipment, byOrder };
}

const OF_NOBODY = `
  select ${COLUMNS} from ticket t
   where t.merchant_id = $1 and t.id > $2 and t.id <= $3 and t.order_id is null and t.shipment_id is null
     and (t.closed_at is null or t.closed_at >= $4)
   order by t.id limit $5`;

/** The tickets of a range of which nobody knows whose they are, and that were open since a moment; a page at a time. */
export async function* ticketHistories(
  db: Queryable,
  { merchantId, after, to }: IdRange,
  since: Instant,
  size: number,
): AsyncGenerator<readonly TicketHistory[]> {
  for (let last = after; ;) {
    const { rows } = await db.query<TicketRow>({
      name: 'what-if-tickets-of-nobody',
      text: OF_NOBODY,
      values: [merchantId, last, to ?? LAST_ID, since, size],
    });
    yield rows.map(toHistory);
    if (rows.length < size) return;
    last = rows.at(-1)!.id;
  }
}
