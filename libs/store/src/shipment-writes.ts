import type { ShipmentView } from '@whereabouts/model';
import type { Tx } from './db';
import { insertRows, rowsToJson, updateRows, type Columns } from './recordset';
import type { LockedShipment } from './shipments';

/** All that apply writes of a shipment. */
export interface ShipmentWrite extends LockedShipment {
  readonly view: ShipmentView;
}

const KEY = ['merchant_id', 'id'] as const;

const STATE: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  carrier: 'text',
  carrier_guessed: 'boolean',
  epoch: 'int',
  order_id: 'uuid',
  order_number: 'text',
  state: 'text',
  state_since: 'timestamptz',
  direction: 'text',
  service_level: 'text',
  tracking_url: 'text',
  node_code: 'text',
  node_name: 'text',
  lane: 'text',
  labelled_at: 'timestamptz',
  handed_over_at: 'timestamptz',
  shipped_at: 'timestamptz',
  first_scan_at: 'timestamptz',
  last_scan_at: 'timestamptz',
  last_movement_at: 'timestamptz',
  delivered_at: 'timestamptz',
  promise_from: 'timestamptz',
  promise_to: 'timestamptz',
  promise_source: 'text',
  carrier_estimate: 'timestamptz',
  destination: 'jsonb',
  street_key: 'text',
  declared: 'jsonb',
  billed: 'jsonb',
  attempts: 'int',
  conflicts: 'jsonb',
  summary: 'jsonb',
  heard_from: 'timestamptz',
  heard_to: 'timestamptz',
  open_cases: 'int',
  next_check_at: 'timestamptz',
  counted: 'jsonb',
};

const IDENTITY: Columns = { ...STATE, tracking_number: 'text' };

const toRow = (write: ShipmentWrite): Record<string, unknown> => {
  const { view } = write;
  return {
    merchant_id: write.merchantId,
    id: write.id,
    tracking_number: write.trackingNumber,
    carrier: write.carrier,
    carrier_guessed: write.isCarrierGuessed,
    epoch: write.epoch,
    order_id: write.orderId,
    order_number: view.orderNumber,
    state: view.state,
    state_since: view.stateSince,
    direction: view.direction,
    service_level: view.serviceLevel,
    tracking_url: view.trackingUrl,
    node_code: view.node?.code,
    node_name: view.node?.name,
    lane: view.lane,
    labelled_at: view.labelledAt,
    handed_over_at: view.handedOverAt,
    shipped_at: view.shippedAt,
    first_scan_at: view.firstScanAt,
    last_scan_at: view.lastScanAt,
    last_movement_at: view.lastMovementAt,
    delivered_at: view.deliveredAt,
    promise_from: view.promise?.from,
    promise_to: view.promise?.to,
    promise_source: view.promise?.source,
    carrier_estimate: view.carrierEstimate,
    destination: view.destination,
    street_key: view.destination?.streetKey,
    declared: view.declared,
    billed: view.billed,
    attempts: view.attempts,
    conflicts: view.conflicts,
    summary: write.summary,
    heard_from: write.heardFrom,
    heard_to: write.heardTo,
    open_cases: write.openCases,
    next_check_at: write.nextCheckAt,
    counted: write.counted,
  };
};

const INSERT = `${insertRows('shipment', IDENTITY)} on conflict do nothing returning id`;

/**
 * Adds new parcels. Returns the ids that were really added: a number that another process added in the same moment is
 * not among them, and the caller starts over.
 */
export async function insertShipments(tx: Tx, writes: readonly ShipmentWrite[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'insert-shipments',
    text: INSERT,
    values: [rowsToJson(writes, toRow)],
  });
  return new Set(rows.map(({ id }) => id));
}

const UPDATE = updateRows('shipment', KEY, STATE);

export async function updateShipments(tx: Tx, writes: readonly ShipmentWrite[]): Promise<void> {
  await tx.query({ name: 'update-shipments', text: UPDATE, values: [rowsToJson(writes, toRow)] });
}

/** What only news changes: the largest column among it. */
const TOLD = ['carrier', 'carrier_guessed', 'epoch', 'summary', 'heard_from', 'heard_to'] as const;
const SEEN: Columns = Object.fromEntries(Object.entries(STATE).filter(([name]) => !TOLD.some((told) => told === name)));
const UPDATE_SEEN = updateRows('shipment', KEY, SEEN);

function toSeenRow(write: ShipmentWrite): Record<string, unknown> {
  const row = toRow(write);
  for (const column of TOLD) row[column] = undefined;
  return row;
}

/** The same for parcels of which there was no news: what sources told of them stays as it is. */
export async function updateSeenShipments(tx: Tx, writes: readonly ShipmentWrite[]): Promise<void> {
  await tx.query({ name: 'update-seen-shipments', text: UPDATE_SEEN, values: [rowsToJson(writes, toSeenRow)] });
}
