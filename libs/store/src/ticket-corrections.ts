import type { Instant } from '@whereabouts/model';
import type { Queryable, Tx } from './db';
import type { TicketHome, TicketKey } from './ticket-homes';

export interface MatchCorrection extends TicketKey, TicketHome {
  readonly by: string;
  readonly at: Instant;
}

/** Whose a ticket is as a person says, who stands from then on. The caller holds the ticket. */
export async function correctMatch(
  tx: Tx,
  { merchantId, id, orderId, shipmentId, by, at }: MatchCorrection,
): Promise<void> {
  await tx.query({
    name: 'correct-match',
    text: `update ticket set corrected_order_id = $3, corrected_shipment_id = $4, match_corrected_by = $5, match_corrected_at = $6
            where merchant_id = $1 and id = $2`,
    values: [merchantId, id, orderId, shipmentId, by, at],
  });
}

/** The home that a person names by an order or a parcel; null when there is none of that id. */
export async function homeNamed(
  db: Queryable,
  merchantId: string,
  named: Partial<TicketHome>,
): Promise<TicketHome | null> {
  const text = named.shipmentId
    ? 'select id as shipment_id, order_id from shipment where merchant_id = $1 and id = $2'
    : 'select null as shipment_id, id as order_id from orders where merchant_id = $1 and id = $2';
  const { rows } = await db.query<{ shipment_id: string | null; order_id: string | null }>(text, [
    merchantId,
    named.shipmentId ?? named.orderId,
  ]);
  const row = rows[0];
  return row ? { shipmentId: row.shipment_id, orderId: row.order_id } : null;
}
