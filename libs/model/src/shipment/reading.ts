import type { DeliveredTo, FacilityAction, TimeCertainty } from '../vocabulary/attributes';
import { MOVING, type MilestoneCode } from '../vocabulary/milestones';
import type { Reason } from '../vocabulary/reasons';
import { SHIPMENT_STATES, type ShipmentState } from '../vocabulary/shipment-states';
import { earliestMs, latestMs } from './certainty';
import type { Mark } from './mark';
import type { SourceSummary, Summary } from './summary';

/** A mark unpacked: what a source reports of this shipment, and what state that would give. Times in epoch ms. */
export interface Reading {
  readonly at: number;
  readonly earliest: number;
  readonly latest: number;
  readonly certainty: TimeCertainty;
  readonly id: string;
  readonly code: MilestoneCode;
  readonly place: string;
  readonly reasons: readonly Reason[];
  readonly facilityAction: FacilityAction | undefined;
  readonly deliveredTo: DeliveredTo | undefined;
  readonly attemptNumber: number | undefined;
  /** Of a delivery, where it says so: upper-case. */
  readonly country: string | undefined;
  /** On the way back, for a shipment that is not itself a return. */
  readonly isBack: boolean;
  readonly source: SourceSummary;
  /** Null for what says why or announces, and does not say where. */
  readonly state: ShipmentState | null;
}

const STATE_OF: Readonly<Record<Exclude<MilestoneCode, 'TERMINATED'>, ShipmentState | null>> = {
  ORDER_PLACED: 'EXPECTED',
  ALLOCATED: 'EXPECTED',
  BACKORDERED: 'EXPECTED',
  PICKED: 'PACKED',
  PACKED: 'PACKED',
  LABEL_CREATED: 'LABEL_CREATED',
  HANDED_OVER: 'HANDED_OVER',
  PICKUP_FAILED: null,
  ACCEPTED: 'IN_TRANSIT',
  IN_TRANSIT: 'IN_TRANSIT',
  CUSTOMS_STARTED: 'HELD',
  CUSTOMS_CLEARED: 'IN_TRANSIT',
  PARTNER_HANDOFF: 'IN_TRANSIT',
  AT_DELIVERY_DEPOT: 'IN_TRANSIT',
  OUT_FOR_DELIVERY: 'OUT_FOR_DELIVERY',
  ATTEMPT_FAILED: 'ATTEMPT_FAILED',
  AVAILABLE_FOR_PICKUP: 'AVAILABLE_FOR_PICKUP',
  DELIVERED: 'DELIVERED',
  HELD: 'HELD',
  DELAYED: null,
  EXCEPTION: null,
  RETURNING: 'RETURNING',
  RETURNED: 'RETURNED',
  INFORMATION: null,
  UNMAPPED: null,
};

/** Steps before the carrier has it, in their order. They never follow a scan, however late they are reported. */
export const PREPARATION: ReadonlySet<ShipmentState> = new Set(['EXPECTED', 'PACKED', 'LABEL_CREATED', 'HANDED_OVER']);

const PROGRESS = new Map(Object.keys(SHIPMENT_STATES).map((state, index) => [state as ShipmentState, index]));

/** Everything that the sources report, by time; of one moment, by the order of the states, then by id. */
export function readingsOf(summary: Summary, isReturn: boolean): Reading[] {
  const wasScanned = summary.sources.some(({ marks }) => marks.some(([, , code]) => MOVING.has(code)));
  const readings: Reading[] = [];
  for (const source of summary.sources)
    for (const mark of source.marks) readings.push(readingOf(mark, source, isReturn, wasScanned));
  return readings.sort(byTime);
}

export const progressOf = (state: ShipmentState): number => PROGRESS.get(state)!;

function byTime(a: Reading, b: Reading): number {
  if (a.at !== b.at) return a.at - b.at;
  const progress = (a.state === null ? -1 : progressOf(a.state)) - (b.state === null ? -1 : progressOf(b.state));
  if (progress !== 0) return progress;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.source.id === b.source.id ? 0 : a.source.id < b.source.id ? -1 : 1;
}

function readingOf(mark: Mark, source: SourceSummary, isReturn: boolean, wasScanned: boolean): Reading {
  const [at, id, code, place, detail] = mark;
  const certainty = detail?.c ?? 'OFFSET_GIVEN';
  const reasons = detail?.r ?? [];
  const isBack = detail?.b === 1 && !isReturn;
  const direct = code === 'TERMINATED' ? terminated(reasons, wasScanned) : STATE_OF[code];
  return {
    at,
    earliest: earliestMs(at, certainty),
    latest: latestMs(at, certainty, detail?.h),
    certainty,
    id,
    code,
    place,
    reasons,
    facilityAction: detail?.f,
    deliveredTo: detail?.d,
    attemptNumber: detail?.n,
    country: detail?.p,
    isBack,
    source,
    state: isBack ? stateOnTheWayBack(direct) : isReturn ? stateOfReturn(direct) : direct,
  };
}

const LOST_REASONS: ReadonlySet<Reason> = new Set(['carrier.lost', 'carrier.destroyed']);
const CANCELLED_REASONS: ReadonlySet<Reason> = new Set(['shipper.cancelled', 'recipient.cancelled']);

/** Ended without a clear reason: what the carrier has had in its hands and will not deliver is lost to the customer. */
function terminated(reasons: readonly Reason[], wasScanned: boolean): ShipmentState {
  if (reasons.some((reason) => LOST_REASONS.has(reason))) return 'LOST';
  return wasScanned && !reasons.some((reason) => CANCELLED_REASONS.has(reason)) ? 'LOST' : 'CANCELLED';
}

/** A return label says nothing of where the parcel is; any scan with it says that the parcel is going back. */
function stateOnTheWayBack(direct: ShipmentState | null): ShipmentState | null {
  if (direct === null || PREPARATION.has(direct) || direct === 'CANCELLED') return null;
  if (direct === 'DELIVERED' || direct === 'RETURNED') return 'RETURNED';
  return direct === 'LOST' ? 'LOST' : 'RETURNING';
}

/** A return's own way forward leads to the shipper. */
function stateOfReturn(direct: ShipmentState | null): ShipmentState | null {
  if (direct === 'RETURNED') return 'DELIVERED';
  return direct === 'RETURNING' ? 'IN_TRANSIT' : direct;
}
