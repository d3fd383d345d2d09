import type { DeliveredTo } from '../vocabulary/attributes';
import { MOVING, type MilestoneCode } from '../vocabulary/milestones';
import type { SourceKind } from '../vocabulary/sources';
import { instant, type Instant } from '../time/instant';
import type { FactName } from './claims';
import { conflictsOf } from './conflicts';
import type { Place } from './milestone';
import { lastMovement } from './movement';
import { DEFAULT_RANKING, type TruthRanking } from './ranking';
import { readingsOf, type Reading } from './reading';
import type { PromiseView, ShipmentView, ShippingNode } from './shipment-view';
import { bestOf, qualityOf, standingOf } from './standing';
import { fieldOf, instantOf, placeOf, sizeOf, statementsOf, textOf, type Stated } from './stated';
import type { Summary } from './summary';

/** A shipment, and what was read of it on the way to that. */
export interface ShipmentFacts {
  readonly view: ShipmentView;
  /** Everything reported, by time. */
  readonly readings: readonly Reading[];
  /** The movement that can have happened last. */
  readonly movement: Reading | null;
  /** The shipment is itself a return. */
  readonly isReturn: boolean;
}

/** Where a shipment stands and what is known of it: a pure function of what was said, in any order. */
export const deriveShipment = (summary: Summary, ranking: TruthRanking = DEFAULT_RANKING): ShipmentView =>
  shipmentFacts(summary, ranking).view;

/** The same with what it rests on, for whoever goes on to detect what is wrong. */
export function shipmentFacts(summary: Summary, ranking: TruthRanking = DEFAULT_RANKING): ShipmentFacts {
  const stated = (fact: FactName): Stated | undefined => statementsOf(summary, fact, ranking)[0];
  const isReturn = isReturnShipment(summary, ranking);
  const readings = readingsOf(summary, isReturn);
  const standing = standingOf(readings, ranking);
  const scans = readings.filter(({ code, source }) => MOVING.has(code) && SCANNERS.has(source.kind));
  const firstScan = bestOf(scans, ranking);
  const handedOver = firstOf(readings, 'HANDED_OVER', ranking) ?? firstOf(readings, 'ACCEPTED', ranking);
  const delivered = standing.state === 'DELIVERED' ? standing.by : null;
  const movement = lastMovement(readings);
  const origin = placeOf(stated('origin')?.value);
  const destination = placeOf(stated('destination')?.value);
  const view: ShipmentView = {
    state: standing.state,
    stateSince: timeOf(standing.since),
    direction: isReturn || standing.state === 'RETURNING' || standing.state === 'RETURNED' ? 'RETURN' : 'FORWARD',
    labelledAt: timeOf(firstOf(readings, 'LABEL_CREATED', ranking)?.at),
    handedOverAt: timeOf(handedOver?.at),
    shippedAt: instantOf(textOf(stated('shippedAt')?.value)) ?? timeOf(handedOver?.at ?? firstScan?.at),
    firstScanAt: timeOf(firstScan?.at),
    lastScanAt: timeOf(scans.at(-1)?.at),
    lastMovementAt: timeOf(movement?.latest),
    deliveredAt: timeOf(delivered?.at),
    deliveredTo: delivered === null ? null : deliveredToOf(readings, ranking),
    attempts: attemptsOf(readings),
    orderNumber: textOf(stated('orderNumber')?.value),
    serviceLevel: textOf(stated('serviceLevel')?.value),
    trackingUrl: textOf(stated('trackingUrl')?.value),
    node: nodeOf(stated('node')),
    lane: laneOf(origin, destination),
    origin,
    destination,
    promise: promiseOf(stated('promise')),
    carrierEstimate: instantOf(textOf(stated('carrierEstimate')?.value)),
    declared: sizeOf(stated('declared')?.value),
    billed: sizeOf(stated('billed')?.value),
    conflicts: conflictsOf(summary, readings, standing, ranking),
  };
  return { view, readings, movement, isReturn };
}

/** The shipment is itself a return: its own way forward leads to the shipper. */
function isReturnShipment(summary: Summary, ranking: TruthRanking): boolean {
  const value = statementsOf(summary, 'isReturn', ranking)[0]?.value;
  return value === 1 || value === 'true';
}

/** Whose word proves a physical scan: the carrier's, somebody's who relays it, or a correction. */
const SCANNERS: ReadonlySet<SourceKind> = new Set(['CARRIER', 'AGGREGATOR', 'MANUAL']);

/** Failed attempts without a number that are closer than this are one attempt, told twice. */
const ONE_ATTEMPT = 4 * 3_600_000;

const timeOf = (ms: number | null | undefined): Instant | null =>
  ms === null || ms === undefined ? null : instant(ms);

const firstOf = (readings: readonly Reading[], code: MilestoneCode, ranking: TruthRanking): Reading | null =>
  bestOf(
    readings.filter((reading) => reading.code === code && !reading.isBack),
    ranking,
  );

function deliveredToOf(readings: readonly Reading[], ranking: TruthRanking): DeliveredTo | null {
  let best: Reading | null = null;
  for (const reading of readings) {
    if (reading.state !== 'DELIVERED' || reading.deliveredTo === undefined) continue;
    if (best === null || qualityOf(reading, ranking) <= qualityOf(best, ranking)) best = reading;
  }
  return best?.deliveredTo ?? null;
}

/** Sources that relay each other report the same attempts: the one that counts most of them is taken. */
function attemptsOf(readings: readonly Reading[]): number {
  const bySource = new Map<Reading['source'], { count: number; lastAt: number; highest: number }>();
  let most = 0;
  for (const { code, isBack, source, at, attemptNumber = 0 } of readings) {
    if (code !== 'ATTEMPT_FAILED' || isBack) continue;
    const so = bySource.get(source) ?? { count: 0, lastAt: -Infinity, highest: 0 };
    const isNew = attemptNumber > 0 ? attemptNumber > so.highest : at - so.lastAt >= ONE_ATTEMPT;
    const highest = Math.max(so.highest, attemptNumber);
    const count = Math.max(so.count + (isNew ? 1 : 0), highest);
    bySource.set(source, { count, lastAt: at, highest });
    most = Math.max(most, count);
  }
  return most;
}

function nodeOf(stated: Stated | undefined): ShippingNode | null {
  const code = fieldOf(stated?.value, 'code');
  const name = fieldOf(stated?.value, 'name');
  if (code === null) return null;
  return name === null ? { code } : { code, name };
}

function promiseOf(stated: Stated | undefined): PromiseView | null {
  const to = instantOf(fieldOf(stated?.value, 'to'));
  if (to === null || stated === undefined) return null;
  return { from: instantOf(fieldOf(stated.value, 'from')), to, source: stated.source.kind };
}

function laneOf(origin: Place | null, destination: Place | null): string | null {
  if (!origin?.country || !destination?.country) return null;
  return `${endOf(origin)}>${endOf(destination)}`;
}

const endOf = ({ country, region }: Place): string =>
  region === undefined ? country!.toUpperCase() : `${country!.toUpperCase()}-${region.toUpperCase()}`;
