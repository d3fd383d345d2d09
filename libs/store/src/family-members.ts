import type { Queryable } from './db';
import { recordset, toJson } from './recordset';
import type { TicketKey } from './ticket-homes';

/** What a look at orders and tickets holds: these, and the parcels and tickets of the orders. */
export interface FamilyKeys {
  readonly tickets: readonly TicketKey[];
  readonly orders: readonly TicketKey[];
  readonly shipments: readonly TicketKey[];
}

export interface FamilyMember {
  readonly id: string;
  readonly orderId: string | null;
}

const KEY = { merchant_id: 'uuid', id: 'uuid' } as const;
const [TICKETS, ORDERS, SHIPMENTS] = [recordset(KEY, '$1'), recordset(KEY, '$2'), recordset(KEY, '$3')];

const MEMBERS = `
  select t.id, t.order_id from ticket t join ${TICKETS} using (merchant_id, id)
  union select o.id, o.id from orders o join ${ORDERS} using (merchant_id, id)
  union select s.id, s.order_id from shipment s join ${SHIPMENTS} using (merchant_id, id)
  union select s.id, s.order_id from shipment s join ${ORDERS} on s.merchant_id = r.merchant_id and s.order_id = r.id
  union select t.id, t.order_id from ticket t join ${ORDERS} on t.merchant_id = r.merchant_id and t.order_id = r.id`;

/** All that are there, whether somebody holds them or not. */
export async function familyMembers(db: Queryable, keys: FamilyKeys): Promise<FamilyMember[]> {
  const json = (of: readonly TicketKey[]): string =>
    toJson(of.map(({ merchantId, id }) => ({ merchant_id: merchantId, id })));
  const { rows } = await db.query<{ id: string; order_id: string | null }>({
    name: 'family-members',
    text: MEMBERS,
    values: [json(keys.tickets), json(keys.orders), json(keys.shipments)],
  });
  return rows.map(({ id, order_id: orderId }) => ({ id, orderId }));
}
