import type { AddressValidation, Counted, Instant, ShipmentState, Summary } from '@whereabouts/model';
import type { Queryable, Tx, WhenHeld } from './db';
import type { ShipmentFacts } from './shipment-feed';
import { recordset, toJson, type Columns } from './recordset';

/** A shipment as apply holds it while its row is locked. */
export interface LockedShipment {
  readonly merchantId: string;
  readonly id: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  /** Nobody named the carrier: the number looks like one of its own. */
  readonly isCarrierGuessed: boolean;
  readonly epoch: number;
  readonly orderId: string | null;
  readonly summary: Summary;
  readonly heardFrom: Instant | null;
  readonly heardTo: Instant | null;
  /** Below 0: not counted since a rebuild began; see `UNSPOKEN` and `UNJUDGED`. */
  readonly openCases: number;
  readonly nextCheckAt: Instant | null;
  /** What it added to the figures of its lane and carrier. */
  readonly counted: Counted | null;
  /** What the packing station found of its address. */
  readonly addressValidation: AddressValidation | null;
  /** A ticket is of it: see `ticketsAtShipments`. */
  readonly hasTickets: boolean;
  /** What lists filter by, as it was written last. Null: the parcel is new. */
  readonly filed: ShipmentFacts | null;
}

/** In place of the number of open cases: a rebuild knows the parcel from before, and nothing on record spoke of it yet. */
export const UNSPOKEN = -1;
/** In place of the number of open cases: news was folded, and nobody looked yet at what that means. */
export const UNJUDGED = -2;

export interface ShipmentKey {
  readonly merchantId: string;
  readonly shipmentId: string;
}

/** By which the parcels of a batch are found: their numbers, their orders, or their ids. */
export interface ShipmentKeys {
  readonly numbers: readonly { readonly merchantId: string; readonly trackingNumber: string }[];
  readonly orders: readonly { readonly merchantId: string; readonly orderId: string }[];
  readonly ids: readonly ShipmentKey[];
}

interface ShipmentRow {
  merchant_id: string;
  id: string;
  tracking_number: string;
  carrier: string;
  carrier_guessed: boolean;
  epoch: number;
  order_id: string | null;
  summary: Summary;
  heard_from: Instant | null;
  heard_to: Instant | null;
  open_cases: number;
  next_check_at: Instant | null;
  counted: Counted | null;
  address: AddressValidation | null;
  has_tickets: boolean;
  state: ShipmentState;
  node_code: string | null;
  order_number: string | null;
  shipped_at: Instant | null;
}

const fromRow = (row: ShipmentRow): LockedShipment => ({
  merchantId: row.merchant_id,
  id: row.id,
  trackingNumber: row.tracking_number,
  carrier: row.carrier,
  isCarrierGuessed: row.carrier_guessed,
  epoch: row.epoch,
  orderId: row.order_id,
  summary: row.summary,
  heardFrom: row.heard_from,
  heardTo: row.heard_to,
  openCases: row.open_cases,
  nextCheckAt: row.next_check_at,
  counted: row.counted,
  addressValidation: row.address,
  hasTickets: row.has_tickets,
  filed: {
    carrier: row.carrier,
    state: row.state,
    nodeCode: row.node_code,
    orderNumber: row.order_number,
    shippedAt: row.shipped_at,
    hasOpenCase: row.open_cases > 0,
  },
});

const LOCKED_COLUMNS = `s.merchant_id, s.id, s.tracking_number, s.carrier, s.carrier_guessed, s.epoch, s.order_id, s.summary, s.heard_from,
  s.heard_to, s.open_cases, s.next_check_at, s.counted, s.has_tickets, s.state, s.node_code, s.order_number, s.shipped_at,
  (select e.address from ship_evidence e where e.merchant_id = s.merchant_id and e.shipment_id = s.id) as address`;

const NUMBERS: Columns = { merchant_id: 'uuid', tracking_number: 'text' };

const FIND = `
  select s.merchant_id, s.id from shipment s join ${recordset(NUMBERS, '$1', 'n')} using (merchant_id, tracking_number)
  union
  select s.merchant_id, s.id from shipment s join ${recordset({ merchant_id: 'uuid', order_id: 'uuid' }, '$2', 'o')}
    using (merchant_id, order_id)
  union
  select i.merchant_id, i.id from ${recordset({ merchant_id: 'uuid', id: 'uuid' }, '$3', 'i')}`;

const IN_ORDER = 'order by s.merchant_id, s.id';
const LOCKED = 'for update of s';
const READ = `select ${LOCKED_COLUMNS} from shipment s where (s.merchant_id, s.id) in (${FIND}) ${IN_ORDER}`;
/** Most batches speak of numbers only: one index probe each instead of two. */
const READ_NUMBERS = `
  select ${LOCKED_COLUMNS} from shipment s join ${recordset(NUMBERS, '$1', 'n')} using (merchant_id, tracking_number) ${IN_ORDER}`;

/** The statement that finds parcels, and its parameters. */
function finding(keys: ShipmentKeys): { text: string; values: string[]; by: string } {
  const numbers = toJson(
    keys.numbers.map((key) => ({ merchant_id: key.merchantId, tracking_number: key.trackingNumber })),
  );
  if (keys.orders.length === 0 && keys.ids.length === 0)
    return { text: READ_NUMBERS, values: [numbers], by: 'numbers-' };
  const orders = toJson(keys.orders.map((key) => ({ merchant_id: key.merchantId, order_id: key.orderId })));
  const ids = toJson(keys.ids.map((key) => ({ merchant_id: key.merchantId, id: key.shipmentId })));
  return { text: READ, values: [numbers, orders, ids], by: '' };
}

/** The parcels of these numbers, orders and ids as they stand, without holding them: to see what would become of them. */
export async function readShipments(db: Queryable, keys: ShipmentKeys): Promise<LockedShipment[]> {
  const { text, values, by } = finding(keys);
  const { rows } = await db.query<ShipmentRow>({ name: `read-shipments-${by}`, text, values });
  return rows.map(fromRow);
}

/**
 * Locks all parcels of these numbers, orders and ids, in key order, so that two batches never wait for each other in a
 * circle. `skip` passes over what somebody else holds.
 */
export async function lockShipments(
  tx: Tx,
  keys: ShipmentKeys,
  whenHeld: WhenHeld = 'wait',
): Promise<LockedShipment[]> {
  const { text, values, by } = finding(keys);
  const { rows } = await tx.query<ShipmentRow>({
    name: `lock-shipments-${by}${whenHeld}`,
    text: `${text} ${LOCKED}${whenHeld === 'skip' ? ' skip locked' : ''}`,
    values,
  });
  return rows.map(fromRow);
}

/** The newest parcel that bears a number; null when there is none. */
export async function findShipment(
  db: Queryable,
  merchantId: string,
  trackingNumber: string,
  carrier: string,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>({
    name: 'find-shipment',
    text: `select id from shipment where merchant_id = $1 and tracking_number = $2 and carrier = $3 order by epoch desc limit 1`,
    values: [merchantId, trackingNumber, carrier],
  });
  return rows[0]?.id ?? null;
}

/** Keys of all shipments, a page at a time. */
export async function shipmentsAfter(db: Queryable, after: ShipmentKey, limit: number): Promise<ShipmentKey[]> {
  const { rows } = await db.query<{ merchant_id: string; id: string }>(
    'select merchant_id, id from shipment where (merchant_id, id) > ($1, $2) order by merchant_id, id limit $3',
    [after.merchantId, after.shipmentId, limit],
  );
  return rows.map((row) => ({ merchantId: row.merchant_id, shipmentId: row.id }));
}
