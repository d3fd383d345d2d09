import type { CustomerTier, Money } from '@whereabouts/model';
import { caseFactsOf, type CaseFacts, type CaseFactsRow } from './case-place';
import type { Tx } from './db';
import { orderId as orderIdOf } from './ids';
import { neighbourhoodSql } from './neighbourhood';
import { ticketId } from './tickets';

/** What a person names when opening a case: exactly one of these. */
export type SubjectName =
  { readonly shipmentId: string } | { readonly orderNumber: string } | { readonly reference: string };

/** What a new case is about, with what the queue filters by and what raises flags. */
export interface NamedSubject {
  readonly shipmentId: string | null;
  readonly orderId: string | null;
  readonly ticketId: string | null;
  readonly facts: CaseFacts;
  readonly order: {
    readonly value: Money | null;
    readonly tier: CustomerTier;
    readonly language: string | null;
    readonly firstTimeBuyer: boolean;
  } | null;
}

interface Keys {
  readonly shipmentId: string | null;
  readonly orderId: string | null;
  readonly ticketId: string | null;
}

async function one(
  tx: Tx,
  name: string,
  text: string,
  ...values: readonly unknown[]
): Promise<Record<string, string> | null> {
  const { rows } = await tx.query<Record<string, string>>({ name, text, values: [...values] });
  return rows[0] ?? null;
}

const byShipment = (shipmentId: string, orderId: string | null): Keys => ({ shipmentId, orderId, ticketId: null });

/** An order that went out as one parcel is about that parcel. Null when nobody ever spoke of the order. */
async function keysOfOrder(tx: Tx, merchantId: string, orderId: string): Promise<Keys | null> {
  const { rows: parcels } = await tx.query<{ id: string }>({
    name: 'parcels-of-order',
    text: 'select id from shipment where merchant_id = $1 and order_id = $2 order by id limit 2',
    values: [merchantId, orderId],
  });
  if (parcels.length === 1) return byShipment(parcels[0]!.id, orderId);
  const order = await one(
    tx,
    'order-is-known',
    'select id from orders where merchant_id = $1 and id = $2',
    merchantId,
    orderId,
  );
  return order || parcels.length > 1 ? { shipmentId: null, orderId, ticketId: null } : null;
}

/** A ticket's id follows from its source and its number there: so the number needs no index. */
async function ticketOfNumber(tx: Tx, merchantId: string, number: string): Promise<Record<string, string> | null> {
  const { rows: sources } = await tx.query<{ id: string }>({
    name: 'source-ids',
    text: 'select id from source where merchant_id = $1',
    values: [merchantId],
  });
  const ids = sources.map(({ id }) => ticketId(merchantId, id, number));
  const text = `select t.id, t.order_id from unnest($2::uuid[]) as w (id) cross join lateral (
      select t.id, t.order_id from ticket t where t.merchant_id = $1 and t.id = w.id offset 0) t order by t.id desc limit 1`;
  return one(tx, 'ticket-of-ids', text, merchantId, ids);
}

async function keysOfReference(tx: Tx, merchantId: string, reference: string): Promise<Keys | null> {
  const parcel = await one(
    tx,
    'parcel-by-number',
    'select id, order_id from shipment where merchant_id = $1 and tracking_number = upper($2) order by epoch desc, id desc limit 1',
    merchantId,
    reference.replaceAll(/\s/g, ''),
  );
  if (parcel) return byShipment(parcel['id']!, parcel['order_id'] ?? null);
  const order = await keysOfOrder(tx, merchantId, orderIdOf(merchantId, reference));
  if (order) return order;
  const ticket = await ticketOfNumber(tx, merchantId, reference);
  if (!ticket) return null;
  const ordered = ticket['order_id'] ? await keysOfOrder(tx, merchantId, ticket['order_id']) : null;
  return { shipmentId: ordered?.shipmentId ?? null, orderId: ordered?.orderId ?? null, ticketId: ticket['id']! };
}

async function keysOf(tx: Tx, merchantId: string, name: SubjectName): Promise<Keys | null> {
  if ('orderNumber' in name) return keysOfOrder(tx, merchantId, orderIdOf(merchantId, name.orderNumber));
  if ('reference' in name) return keysOfReference(tx, merchantId, name.reference);
  const text = 'select id, order_id from shipment where merchant_id = $1 and id = $2';
  const parcel = await one(tx, 'parcel-by-id', text, merchantId, name.shipmentId);
  return parcel && byShipment(parcel['id']!, parcel['order_id'] ?? null);
}

interface FactsRow extends CaseFactsRow {
  customer_tier: CustomerTier | null;
  first_time_buyer: boolean | null;
  value_amount: string | null;
  value_currency: string | null;
  locale: string | null;
}

const FACTS = `
  select s.carrier, s.tracking_number, coalesce(s.node_code, p.node_code) as node_code, s.lane, ${neighbourhoodSql('s')} as neighbourhood, coalesce(o.number, s.order_number) as order_number, o.customer_email,
         o.customer_tier, o.first_time_buyer, o.value_amount::text, o.value_currency, o.locale
    from (select $1::uuid as merchant_id, $2::uuid as shipment_id, $3::uuid as order_id) k
    left join shipment s on s.merchant_id = k.merchant_id and s.id = k.shipment_id
    left join orders o on o.merchant_id = k.merchant_id and o.id = k.order_id
    left join lateral (
      select min(node_code) as node_code
        from shipment
       where k.shipment_id is null and merchant_id = k.merchant_id and order_id = k.order_id
      having count(distinct node_code) = 1
    ) p on true`;

/** Finds what a person means, and holds its shipment. Null when nothing bears the name. */
export async function holdNamedSubject(tx: Tx, merchantId: string, name: SubjectName): Promise<NamedSubject | null> {
  const keys = await keysOf(tx, merchantId, name);
  if (!keys) return null;
  if (keys.shipmentId)
    await one(
      tx,
      'hold-parcel',
      'select id from shipment where merchant_id = $1 and id = $2 for no key update',
      merchantId,
      keys.shipmentId,
    );
  const values = [merchantId, keys.shipmentId, keys.orderId];
  const { rows } = await tx.query<FactsRow>({ name: 'subject-facts', text: FACTS, values });
  const row = rows[0]!;
  return {
    ...keys,
    facts: caseFactsOf(row),
    order: row.customer_tier && {
      value:
        row.value_amount === null || row.value_currency === null
          ? null
          : { amount: row.value_amount, currency: row.value_currency },
      tier: row.customer_tier,
      language: row.locale,
      firstTimeBuyer: row.first_time_buyer ?? false,
    },
  };
}
