import {
  publicId,
  SHIPMENT_COLUMNS,
  type ShipmentColumn,
  type ShipmentFilter,
  type ShipmentView,
} from '@whereabouts/store';
import { publicNodeId } from '../ids';
import { toPromise } from '../orders/promise';
import type { Selection } from '../schema/selection';
import type { ShipmentFilterInput, ShipmentType } from './shipment.type';

/** A shipment with what its field resolvers need. */
export interface ShipmentSource extends ShipmentType {
  readonly insideId: string;
  readonly orderId: string | null;
}

/** Name of a carrier for people, by its canonical code. */
export type CarrierName = (code: string) => string | null;

/** Which columns a field needs; fields that are not named here need the column of their own name. */
const FIELD_COLUMNS: Readonly<Record<string, readonly ShipmentColumn[]>> = {
  id: [],
  __typename: [],
  order: ['orderId'],
  milestones: ['orderId'],
  cases: [],
  evidence: [],
  waitsForSource: ['state'],
  carrier: ['carrier', 'isCarrierGuessed'],
  promise: ['promiseFrom', 'promiseTo', 'promiseSource', 'carrierEstimate', 'deliveredAt'],
  node: ['nodeCode', 'nodeName'],
};

/** The columns to read for these fields; the key first. */
export function shipmentColumns(fields: Selection): ShipmentColumn[] {
  const wanted = new Set<ShipmentColumn>(['id']);
  for (const field of fields.keys())
    for (const column of FIELD_COLUMNS[field] ?? [field as ShipmentColumn])
      if (Object.hasOwn(SHIPMENT_COLUMNS, column)) wanted.add(column);
  return [...wanted];
}

/** Columns that were not selected are absent; so are the fields that need them. */
export const toShipment = (view: ShipmentView, carrierName: CarrierName): ShipmentSource => ({
  insideId: view.id,
  orderId: view.orderId,
  id: publicId('shipment', view.id),
  carrier: {
    code: view.carrier,
    name: carrierName(view.carrier) ?? view.carrier,
    isGuessed: view.isCarrierGuessed,
  },
  serviceLevel: view.serviceLevel,
  trackingNumber: view.trackingNumber,
  trackingUrl: view.trackingUrl,
  state: view.state,
  stateSince: view.stateSince,
  node: view.nodeCode
    ? { id: publicNodeId(view.nodeCode), code: view.nodeCode, name: view.nodeName ?? view.nodeCode }
    : null,
  lane: view.lane,
  shippedAt: view.shippedAt,
  firstScanAt: view.firstScanAt,
  lastScanAt: view.lastScanAt,
  deliveredAt: view.deliveredAt,
  promise: toPromise(view),
  conflicts: view.conflicts,
  nextCheckAt: view.nextCheckAt,
});

export const toShipmentFilter = (input: ShipmentFilterInput | null | undefined): ShipmentFilter => ({
  state: input?.state ?? undefined,
  carrier: input?.carrier?.map((code) => code.trim().toLowerCase()),
  nodeCode: input?.nodeCode ?? undefined,
  shippedFrom: input?.shippedAt?.from ?? undefined,
  shippedTo: input?.shippedAt?.to ?? undefined,
  hasOpenCase: input?.hasOpenCase ?? undefined,
  search: input?.search ?? undefined,
});
