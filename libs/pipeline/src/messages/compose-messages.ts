import {
  caseRef,
  composeMessage,
  type Instant,
  type PlaceholderValues,
  type Policy,
  type Reach,
  type Senders,
} from '@whereabouts/model';
import { reachOfCases, type CaseReach, type Tx } from '@whereabouts/store';
import type { PlacedWrite } from '../apply/write-cases';

/** Composes what the writes want customers to read: one statement for all of them, none where none says anything. */
export async function withMessages(
  tx: Tx,
  merchantId: string,
  placed: readonly PlacedWrite[],
  context: { readonly policy: Policy; readonly senders: Senders; readonly now: Instant },
): Promise<readonly PlacedWrite[]> {
  const speaking = placed.flatMap(({ write, words }) => (words && write.type === 'change' ? [write.case.id] : []));
  if (speaking.length === 0) return placed;
  const reaches = await reachOfCases(tx, merchantId, [...new Set(speaking)]);
  return placed.map((one) => {
    const { write, words } = one;
    const found = write.type === 'change' && words ? reaches.get(write.case.id) : undefined;
    if (!found || !words || write.type !== 'change') return one;
    const draft = composeMessage(words, reachOf(found, write.case.number), context);
    return { ...one, message: { orderId: found.orderId, draft } };
  });
}

const reachOf = (found: CaseReach, number: number): Reach => ({
  caseId: found.caseId,
  orderId: found.orderId,
  customer: { email: found.customerEmail, phone: found.customerPhone, locale: found.locale },
  tickets: found.tickets,
  values: valuesOf(found, number),
});

const valuesOf = (found: CaseReach, number: number): PlaceholderValues => ({
  'customer.name': found.customerName,
  'order.number': found.orderNumber,
  'shipment.trackingNumber': found.trackingNumber,
  'carrier.code': found.carrier,
  'promise.date': found.promisedBy?.slice(0, 10) ?? null,
  'case.ref': caseRef(number),
});
