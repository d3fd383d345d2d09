import {
  publicId,
  SHIPMENT_COLUMNS,
  type ShipmentColumn,
  type ShipmentFilter,
  type ShipmentView,
} from '@whereabouts/store';
import { publicNodeId } from '../ids';
import type { ReadAhead } from '../milestones/milestone-list';
import { toPromise, type DeliveryPromiseType } from '../orders/promise';
import type { Selection } from '../schema/selection';
import type { CarrierType, ShipmentFilterInput, ShipmentType } from './shipment.type';

/** A shipment with what its field resolvers need. */
export interface ShipmentSource extends ShipmentType {
  readonly insideId: string;
  readonly orderId: string | null;
  /** Its latest milestones, where they are known already. */
  readonly milestonesAhead?: ReadAhead;
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

/** Lists hold many: each field is made when it is asked for, objects once. Columns that were not selected are absent. */
class ShownShipment implements ShipmentSource {
  private madeId: string | undefined;
  private madeCarrier: CarrierType | undefined;
  private madePromise: DeliveryPromiseType | null | undefined;

  constructor(
    private readonly view: ShipmentView,
    private readonly carrierName: CarrierName,
    readonly milestonesAhead: ReadAhead | undefined,
  ) {}
  get insideId() {
    return this.view.id;
  }
  get orderId() {
    return this.view.orderId;
  }
  get id() {
    return (this.madeId ??= publicId('shipment', this.view.id));
  }
  get carrier() {
    return (this.madeCarrier ??= new ShownCarrier(this.view, this.carrierName));
  }
  get serviceLevel() {
    return this.view.serviceLevel;
  }
  get trackingNumber() {
    return this.view.trackingNumber;
  }
  get trackingUrl() {
    return this.view.trackingUrl;
  }
  get state() {
    return this.view.state;
  }
  get stateSince() {
    return this.view.stateSince;
  }
  get node() {
    const { nodeCode: code, nodeName } = this.view;
    return code ? { id: publicNodeId(code), code, name: nodeName ?? code } : null;
  }
  get lane() {
    return this.view.lane;
  }
  get shippedAt() {
    return this.view.shippedAt;
  }
  get firstScanAt() {
    return this.view.firstScanAt;
  }
  get lastScanAt() {
    return this.view.lastScanAt;
  }
  get deliveredAt() {
    return this.view.deliveredAt;
  }
  get promise() {
    return (this.madePromise ??= toPromise(this.view));
  }
  get conflicts() {
    return this.view.conflicts;
  }
  get nextCheckAt() {
    return this.view.nextCheckAt;
  }
}

class ShownCarrier implements CarrierType {
  constructor(
    private readonly view: ShipmentView,
    private readonly nameOf: CarrierName,
  ) {}
  get code() {
    return this.view.carrier;
  }
  get name() {
    return this.nameOf(this.view.carrier) ?? this.view.carrier;
  }
  get isGuessed() {
    return this.view.isCarrierGuessed;
  }
}

export const toShipment = (view: ShipmentView, carrierName: CarrierName, milestonesAhead?: ReadAhead): ShipmentSource =>
  new ShownShipment(view, carrierName, milestonesAhead);

export const toShipmentFilter = (input: ShipmentFilterInput | null | undefined): ShipmentFilter => ({
  state: input?.state ?? undefined,
  carrier: input?.carrier?.map((code) => code.trim().toLowerCase()),
  nodeCode: input?.nodeCode ?? undefined,
  shippedFrom: input?.shippedAt?.from ?? undefined,
  shippedTo: input?.shippedAt?.to ?? undefined,
  hasOpenCase: input?.hasOpenCase ?? undefined,
  search: input?.search ?? undefined,
});
