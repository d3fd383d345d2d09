import type { SourceKind } from '../vocabulary/sources';
import { msOf } from '../time/instant';
import { readingsOf, type Reading } from '../shipment/reading';
import { isReturnItself, type ShipmentView } from '../shipment/shipment-view';
import type { Summary } from '../shipment/summary';
import { countableLane } from './lane-keys';
import { timeBucket } from './time-histogram';

/** From where the time to delivery is measured, by progress. */
export const TRANSIT_STAGES = ['ACCEPTED', 'IN_TRANSIT', 'AT_DELIVERY_DEPOT', 'OUT_FOR_DELIVERY'] as const;
export type TransitStage = (typeof TRANSIT_STAGES)[number];

/**
 * What a shipment adds to the figures of its carrier and lane. Kept with it, so that what changes is taken back to the
 * last count: however often and in whatever order it is heard of, it counts once. Short names: it is stored with every
 * shipment.
 */
export interface Counted {
  /** Carrier. */
  readonly c: string;
  /** Lane. */
  readonly l: string | null;
  /** UTC day on which it was shipped. */
  readonly d: string;
  /** When it was delivered: UTC month, service, and of each stage the bucket of its time to delivery. */
  readonly t?: { readonly m: string; readonly s: string | null; readonly b: readonly (number | null)[] };
}

/** What a shipment adds as far as is known; null before it is shipped, and for a return. */
export function countedOf(carrier: string, view: ShipmentView, summary: Summary): Counted | null {
  if (view.shippedAt === null || isReturnItself(view)) return null;
  const counted: Counted = { c: carrier, l: countableLane(view.lane), d: view.shippedAt.slice(0, 10) };
  const times = counted.l === null || view.deliveredAt === null ? null : timesOf(view, summary);
  return times === null ? counted : { ...counted, t: times };
}

/** Times that are right to the minute, or nearly: the others say nothing about durations. */
const isCertain = ({ certainty }: Reading): boolean => certainty === 'OFFSET_GIVEN' || certainty === 'ZONE_FROM_PLACE';

const SCANNERS: ReadonlySet<SourceKind> = new Set(['CARRIER', 'AGGREGATOR', 'MANUAL']);

function timesOf({ deliveredAt, serviceLevel }: ShipmentView, summary: Summary): Counted['t'] | null {
  const delivered = msOf(deliveredAt!);
  const readings = readingsOf(summary, false);
  if (!readings.some((one) => one.state === 'DELIVERED' && one.at === delivered && isCertain(one))) return null;
  const buckets = TRANSIT_STAGES.map((stage) => {
    const first = stageStart(readings, stage);
    return first !== null && isCertain(first) && first.at <= delivered ? timeBucket(delivered - first.at) : null;
  });
  return buckets.every((bucket) => bucket === null)
    ? null
    : { m: deliveredAt!.slice(0, 7), s: serviceLevel, b: buckets };
}

/** The first scan that says so: where a stage begins, for what was delivered and for what is under way. */
export const stageStart = (readings: readonly Reading[], stage: TransitStage): Reading | null =>
  readings.find(({ code, isBack, source }) => code === stage && !isBack && SCANNERS.has(source.kind)) ?? null;

export const sameCounted = (a: Counted | null, b: Counted | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.c === b.c &&
    a.l === b.l &&
    a.d === b.d &&
    a.t?.m === b.t?.m &&
    a.t?.s === b.t?.s &&
    a.t?.b.join() === b.t?.b.join());
