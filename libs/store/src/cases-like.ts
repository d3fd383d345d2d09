import type { CaseSubject, ExceptionCase } from '@whereabouts/model';
import { SELECT_STORED_CASES, storedCase, type CaseRow, type StoredCase } from './cases';
import type { Tx } from './db';

const OF = {
  shipment: 'c.shipment_id',
  order: 'c.shipment_id is null and c.order_id',
  ticket: 'c.shipment_id is null and c.order_id is null and c.ticket_id',
} as const;

/** Every case, open or closed, of the same kind and subject, the oldest first, locked. Hold the subject's shipment first. */
export async function casesLike(
  tx: Tx,
  { merchantId, shipmentId, orderId, ticketId, kind }: CaseSubject & Pick<ExceptionCase, 'kind'>,
): Promise<StoredCase[]> {
  const subject = shipmentId !== null ? 'shipment' : orderId !== null ? 'order' : 'ticket';
  const { rows } = await tx.query<CaseRow>({
    name: `cases-like-of-${subject}`,
    text: `${SELECT_STORED_CASES} where c.merchant_id = $1 and c.kind = $2 and ${OF[subject]} = $3
     order by c.episode, c.id for update`,
    values: [merchantId, kind, shipmentId ?? orderId ?? ticketId],
  });
  return rows.map(storedCase);
}
