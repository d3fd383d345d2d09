import type { Tx } from './db';
import { recordset, toJson } from './recordset';
import type { TicketKey } from './ticket-homes';

const KEY = { merchant_id: 'uuid', id: 'uuid' } as const;

const keysOf = (keys: readonly TicketKey[]): string =>
  toJson(keys.map(({ merchantId, id }) => ({ merchant_id: merchantId, id })));

/** News that tickets may have waited for: parcels and orders that appeared, and addresses of customers. */
export interface TicketNews {
  readonly numbers: readonly { readonly merchantId: string; readonly trackingNumber: string }[];
  /** Orders that got a parcel. */
  readonly linked: readonly TicketKey[];
  readonly orders: readonly TicketKey[];
  readonly emails: readonly { readonly merchantId: string; readonly email: string }[];
}

/** What has to be looked at for news. */
export interface Waiting {
  /** Tickets that may have a home by now. */
  readonly tickets: readonly TicketKey[];
  /** Linked orders that had another parcel before. */
  readonly split: readonly TicketKey[];
}

const WAITING = `
  select 'ticket' as kind, t.merchant_id, t.id from ticket t
    join ${recordset({ merchant_id: 'uuid', tracking_number: 'text' }, '$1', 'n')} using (merchant_id, tracking_number)
  union
  select 'ticket', t.merchant_id, t.id from ticket t
    join ${recordset(KEY, '$2', 'o')} on t.merchant_id = o.merchant_id and t.named_order_id = o.id
  union
  select 'ticket', t.merchant_id, t.id from ticket t
    join ${recordset({ merchant_id: 'uuid', email: 'text' }, '$3', 'e')} using (merchant_id, email)
   where t.match_by is null or t.match_by = 'EMAIL'
  union
  select 'order', l.merchant_id, l.id from ${recordset(KEY, '$4', 'l')}
   where exists (select from shipment s where s.merchant_id = l.merchant_id and s.order_id = l.id)`;

/** What waits for news that is not written yet. */
export async function waitingFor(tx: Tx, { numbers, linked, orders, emails }: TicketNews): Promise<Waiting> {
  const { rows } = await tx.query<{ kind: 'ticket' | 'order'; merchant_id: string; id: string }>({
    name: 'waiting-for',
    text: WAITING,
    values: [
      toJson(numbers.map((one) => ({ merchant_id: one.merchantId, tracking_number: one.trackingNumber }))),
      keysOf(orders),
      toJson(emails.map((one) => ({ merchant_id: one.merchantId, email: one.email }))),
      keysOf(linked),
    ],
  });
  const keys = (wanted: string): TicketKey[] =>
    rows.flatMap(({ kind, merchant_id: merchantId, id }) => (kind === wanted ? [{ merchantId, id }] : []));
  return { tickets: keys('ticket'), split: keys('order') };
}
