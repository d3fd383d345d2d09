import type { Direction, Instant, ShipmentState, SourceConflict, SourceKind } from '@whereabouts/model';
import type { Queryable } from '../db';
import { beyond, boundedCount, orderBy, toPage, type Page, type PageRequest, type SortColumn } from './keyset';
import { trackingNumberForms } from './search-terms';
import { shipmentSearch } from './shipment-search';
import { parameters, read, selectList, type Parameters } from './statement';

/** A shipment as the API shows it. */
export interface ShipmentView {
  readonly id: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly isCarrierGuessed: boolean;
  readonly orderId: string | null;
  readonly state: ShipmentState;
  readonly stateSince: Instant;
  readonly direction: Direction;
  readonly serviceLevel: string | null;
  readonly trackingUrl: string | null;
  readonly nodeCode: string | null;
  readonly nodeName: string | null;
  readonly lane: string | null;
  readonly shippedAt: Instant | null;
  readonly firstScanAt: Instant | null;
  readonly lastScanAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly promiseFrom: Instant | null;
  readonly promiseTo: Instant | null;
  readonly promiseSource: SourceKind | null;
  readonly carrierEstimate: Instant | null;
  readonly conflicts: readonly SourceConflict[];
  readonly nextCheckAt: Instant | null;
}
export type ShipmentColumn = keyof ShipmentView;

/** Since the state began; without news, since anybody first named the parcel. */
const STATE_SINCE = `coalesce(s.state_since, s.heard_from,
  (select to_timestamp(min((said->>1)::float8) / 1000)
     from jsonb_array_elements(s.summary->'sources') src, jsonb_array_elements(src->'claims') said), timestamptz 'epoch')`;

export const SHIPMENT_COLUMNS: Readonly<Record<ShipmentColumn, string>> = {
  id: 's.id',
  trackingNumber: 's.tracking_number',
  carrier: 's.carrier',
  isCarrierGuessed: 's.carrier_guessed',
  orderId: 's.order_id',
  state: 's.state',
  stateSince: STATE_SINCE,
  direction: 's.direction',
  serviceLevel: 's.service_level',
  trackingUrl: 's.tracking_url',
  nodeCode: 's.node_code',
  nodeName: 's.node_name',
  lane: 's.lane',
  shippedAt: 's.shipped_at',
  firstScanAt: 's.first_scan_at',
  lastScanAt: 's.last_scan_at',
  deliveredAt: 's.delivered_at',
  promiseFrom: 's.promise_from',
  promiseTo: 's.promise_to',
  promiseSource: 's.promise_source',
  carrierEstimate: 's.carrier_estimate',
  conflicts: 's.conflicts',
  nextCheckAt: 's.next_check_at',
};
const SELECT = `select ${selectList(SHIPMENT_COLUMNS)} from shipment s where s.merchant_id = $1`;

export const shipmentsByIds = (db: Queryable, merchantId: string, ids: readonly string[]): Promise<ShipmentView[]> =>
  read(db, `${SELECT} and s.id = any($2::uuid[])`, [merchantId, ids]);

export const SHIPMENT_MOMENTS = [
  'stateSince',
  'shippedAt',
  'firstScanAt',
  'lastScanAt',
  'deliveredAt',
  'promiseFrom',
  'promiseTo',
  'carrierEstimate',
  'nextCheckAt',
] as const;

/** The parcels of the orders that this SQL array names. */
export const shipmentsOfOrdersSql = (orderIds: string): string =>
  `${SELECT} and s.order_id = any(${orderIds}) order by s.shipped_at nulls last, s.id`;

export const shipmentsOfOrders = (
  db: Queryable,
  merchantId: string,
  orderIds: readonly string[],
): Promise<ShipmentView[]> => read(db, shipmentsOfOrdersSql('$2::uuid[]'), [merchantId, orderIds]);

/** The parcel that bears the number now: carriers recycle numbers. */
export async function shipmentByNumber(
  db: Queryable,
  merchantId: string,
  trackingNumber: string,
  carrier: string | null,
): Promise<ShipmentView | null> {
  const rows = await read<ShipmentView>(
    db,
    `${SELECT} and s.tracking_number = any($2) and ($3::text is null or s.carrier = $3) order by s.epoch desc, s.id limit 1`,
    [merchantId, trackingNumberForms(trackingNumber), carrier],
  );
  return rows[0] ?? null;
}

export interface ShipmentFilter {
  /** Only these. */
  readonly ids?: readonly string[];
  readonly state?: readonly ShipmentState[];
  readonly carrier?: readonly string[];
  readonly nodeCode?: readonly string[];
  readonly shippedFrom?: Instant;
  readonly shippedTo?: Instant;
  readonly hasOpenCase?: boolean;
  /** A tracking number, an order number, an email address or the number of a case. */
  readonly search?: string;
}

function conditions(merchantId: string, filter: ShipmentFilter, given: Parameters): string[] {
  const { add } = given;
  const found = ['s.merchant_id = $1'];
  if (filter.ids) found.push(`s.id = any(${add(filter.ids)}::uuid[])`);
  if (filter.state) found.push(`s.state = any(${add(filter.state)})`);
  if (filter.carrier) found.push(`s.carrier = any(${add(filter.carrier)})`);
  if (filter.nodeCode) found.push(`s.node_code = any(${add(filter.nodeCode)})`);
  if (filter.shippedFrom !== undefined) found.push(`s.shipped_at >= ${add(filter.shippedFrom)}`);
  if (filter.shippedTo !== undefined) found.push(`s.shipped_at < ${add(filter.shippedTo)}`);
  if (filter.hasOpenCase !== undefined) found.push(filter.hasOpenCase ? 's.open_cases > 0' : 's.open_cases = 0');
  if (filter.search?.trim()) found.push(shipmentSearch(merchantId, filter.search, given));
  return found;
}

/** By id, which says nothing of time: an order by a scan time would need an index that every scan rewrites. */
export const SHIPMENT_SORT: readonly SortColumn[] = [{ sql: 's.id', type: 'uuid' }];

export async function shipmentPage(
  db: Queryable,
  merchantId: string,
  filter: ShipmentFilter,
  request: PageRequest,
): Promise<Page<ShipmentView>> {
  const given = parameters(merchantId);
  const where = conditions(merchantId, filter, given);
  if (request.after) where.push(beyond(SHIPMENT_SORT, request.after, 'after', given.add));
  if (request.before) where.push(beyond(SHIPMENT_SORT, request.before, 'before', given.add));
  const text = `select ${selectList(SHIPMENT_COLUMNS)} from shipment s where ${where.join(' and ')}
    order by ${orderBy(SHIPMENT_SORT, request.backward)} limit ${request.limit + 1}`;
  return toPage(await read<ShipmentView>(db, text, given.values), request);
}

/** Exact up to 10,000. */
export async function shipmentTotal(db: Queryable, merchantId: string, filter: ShipmentFilter): Promise<number> {
  const given = parameters(merchantId);
  const text = boundedCount(`from shipment s where ${conditions(merchantId, filter, given).join(' and ')}`);
  return (await read<{ total: number }>(db, text, given.values))[0]!.total;
}

/** A place from which parcels leave: its code and a name that was heard of it. */
export interface PlaceView {
  readonly code: string;
  readonly name: string | null;
}

const PLACES = `
  select s.node_code as code, s.node_name as name
    from unnest($2::text[]) w(code)
   cross join lateral (select node_code, node_name from shipment where merchant_id = $1 and node_code = w.code limit 1) s`;

/** Those of these codes that parcels leave from, in no order. */
export const placesByCodes = (db: Queryable, merchantId: string, codes: readonly string[]): Promise<PlaceView[]> =>
  read(db, PLACES, [merchantId, codes]);
