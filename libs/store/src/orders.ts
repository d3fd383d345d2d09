import type { OrderStatements, OrderView } from '@whereabouts/model';
import type { Queryable, Tx, WhenHeld } from './db';
import { namedUuid } from './ids';
import { insertRows, recordset, toJson, type Columns } from './recordset';

/** What apply needs to know of an order: what detection and flags look at, and the statements to merge into. */
export interface StoredOrder {
  readonly merchantId: string;
  readonly id: string;
  readonly number: string;
  readonly statements: OrderStatements;
  /** It has tickets or open cases: a change of its parcels matters to it. Absent: not read yet. */
  readonly isWatched?: boolean;
}

interface OrderRow {
  merchant_id: string;
  id: string;
  number: string;
  statements: OrderStatements;
  watched: boolean;
}

const READ = `select o.merchant_id, o.id, o.number, o.statements, o.watched from orders o
  join ${recordset({ merchant_id: 'uuid', id: 'uuid' })} using (merchant_id, id)
 order by o.merchant_id, o.id`;

export interface OrderKey {
  readonly merchantId: string;
  readonly id: string;
}

/**
 * `update` for orders that this batch changes. `no key update` for orders that a parcel is about to be linked to: nobody may
 * change them, or link another parcel, until the link is committed, or neither side would see the other.
 */
export type OrderLock = 'none' | 'no key update' | 'update';

const LOCKS: Readonly<Record<OrderLock, string>> = {
  none: '',
  'no key update': 'for no key update of o',
  update: 'for update of o',
};

/** Orders as they stand, locked in key order. */
export async function readOrders(
  tx: Tx,
  keys: readonly OrderKey[],
  lock: OrderLock,
  whenHeld: WhenHeld = 'wait',
): Promise<StoredOrder[]> {
  const { rows } = await tx.query<OrderRow>({
    name: `read-orders-for-${lock}-${whenHeld}`,
    text: `${READ} ${LOCKS[lock]}${whenHeld === 'skip' ? ' skip locked' : ''}`,
    values: [toJson(keys.map(({ merchantId, id }) => ({ merchant_id: merchantId, id })))],
  });
  return rows.map((row) => ({
    merchantId: row.merchant_id,
    id: row.id,
    number: row.number,
    statements: row.statements,
    isWatched: row.watched,
  }));
}

const COLUMNS: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  number: 'text',
  placed_at: 'timestamptz',
  cancelled_at: 'timestamptz',
  customer_id: 'uuid',
  customer_name: 'text',
  customer_email: 'text',
  customer_phone: 'text',
  customer_tier: 'text',
  first_time_buyer: 'boolean',
  locale: 'text',
  value_amount: 'numeric',
  value_currency: 'text',
  promise_from: 'timestamptz',
  promise_to: 'timestamptz',
  promise_source: 'text',
  lines: 'jsonb',
  statements: 'jsonb',
};

const INSERT = insertRows('orders', COLUMNS);
const PUT = `${INSERT}
  on conflict (merchant_id, id) do update set ${Object.keys(COLUMNS)
    .filter((name) => !['merchant_id', 'id', 'number'].includes(name))
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`;

const customerId = (merchantId: string, view: OrderView): string | null => {
  const identity = view.customer.email?.toLowerCase() ?? view.customer.externalId;
  return identity ? namedUuid(0, 'customer', merchantId, identity) : null;
};

/** Writes orders, derived and all. `keep` leaves those that exist as they are. Returns the ids that were written. */
export async function putOrders(
  tx: Tx,
  orders: readonly (StoredOrder & { readonly view: OrderView })[],
  existing: 'replace' | 'keep' = 'replace',
): Promise<ReadonlySet<string>> {
  const rows = orders.map(({ merchantId, id, number, statements, view }) => ({
    merchant_id: merchantId,
    id,
    number,
    placed_at: view.placedAt,
    cancelled_at: view.cancelledAt,
    customer_id: customerId(merchantId, view),
    customer_name: view.customer.name,
    customer_email: view.customer.email,
    customer_phone: view.customer.phone,
    customer_tier: view.customer.tier,
    first_time_buyer: view.customer.firstTimeBuyer,
    locale: view.customer.locale,
    value_amount: view.value?.amount,
    value_currency: view.value?.currency,
    promise_from: view.promise?.from,
    promise_to: view.promise?.to,
    promise_source: view.promise?.source,
    lines: view.lines,
    statements,
  }));
  const text = existing === 'keep' ? `${INSERT} on conflict do nothing returning id` : `${PUT} returning id`;
  const written = await tx.query<{ id: string }>({ name: `put-orders-${existing}`, text, values: [toJson(rows)] });
  return new Set(written.rows.map(({ id }) => id));
}

const WATCH = `update orders o set watched = r.watched from ${recordset({ merchant_id: 'uuid', id: 'uuid', watched: 'boolean' })}
  where o.merchant_id = r.merchant_id and o.id = r.id and o.watched <> r.watched`;

/** Says of orders that the caller holds whether a change of their parcels matters to them. */
export async function watchOrders(
  tx: Tx,
  orders: readonly (OrderKey & { readonly isWatched: boolean })[],
): Promise<void> {
  const rows = orders.map(({ merchantId, id, isWatched }) => ({ merchant_id: merchantId, id, watched: isWatched }));
  await tx.query({ name: 'watch-orders', text: WATCH, values: [toJson(rows)] });
}

/** Keys of all orders, a page at a time. */
export async function ordersAfter(db: Queryable, after: OrderKey, limit: number): Promise<OrderKey[]> {
  const { rows } = await db.query<{ merchant_id: string; id: string }>(
    'select merchant_id, id from orders where (merchant_id, id) > ($1, $2) order by merchant_id, id limit $3',
    [after.merchantId, after.id, limit],
  );
  return rows.map((row) => ({ merchantId: row.merchant_id, id: row.id }));
}
