import type { DeliveredTo } from '../vocabulary/attributes';
import { MOVING, type MilestoneCode } from '../vocabulary/milestones';
import type { SourceKind } from '../vocabulary/sources';
import { instant, type Instant } from '../time/instant';
import { claimsView, type ClaimsView } from './claims-view';
import { reportConflicts } from './conflicts';
import { lastMovement } from './movement';
import { DEFAULT_RANKING, type TruthRanking } from './ranking';
import { readingsOf, type Reading } from './reading';
import type { ShipmentView } from './shipment-view';
import { bestOf, qualityOf, standingOf } from './standing';
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

/**
 * The same with what it rests on, for whoever goes on to detect what is wrong.
 * @param told what the claims of the summary tell: for whoever has read them already.
 */
export function shipmentFacts(
  summary: Summary,
  ranking: TruthRanking = DEFAULT_RANKING,
  told: ClaimsView = claimsView(summary, ranking),
): ShipmentFacts {
  const { isReturn } = told;
  const readings = readingsOf(summary, isReturn);
  const standing = standingOf(readings, ranking);
  const scans = readings.filter(({ code, source }) => MOVING.has(code) && SCANNERS.has(source.kind));
  const firstScan = bestOf(scans, ranking);
  const handedOver = firstOf(readings, 'HANDED_OVER', ranking) ?? firstOf(readings, 'ACCEPTED', ranking);
  const delivered = standing.state === 'DELIVERED' ? standing.by : null;
  const movement = lastMovement(readings);
  const view: ShipmentView = {
    state: standing.state,
    stateSince: timeOf(standing.since),
    direction: isReturn || standing.state === 'RETURNING' || standing.state === 'RETURNED' ? 'RETURN' : 'FORWARD',
    labelledAt: timeOf(firstOf(readings, 'LABEL_CREATED', ranking)?.at),
    handedOverAt: timeOf(handedOver?.at),
    shippedAt: told.shippedAt ?? timeOf(handedOver?.at ?? firstScan?.at),
    firstScanAt: timeOf(firstScan?.at),
    lastScanAt: timeOf(scans.at(-1)?.at),
    lastMovementAt: timeOf(movement?.latest),
    deliveredAt: timeOf(delivered?.at),
    deliveredTo: delivered === null ? null : deliveredToOf(readings, ranking),
    attempts: attemptsOf(readings),
    ...told.facts,
    conflicts: [...reportConflicts(readings, standing), ...told.conflicts],
  };
  return { view, readings, movement, isReturn };
}

/** Whose word proves a physical scan: the carrier's, somebody's who relays it, or a correction. */
const SCANNERS: ReadonlySet<SourceKind> = new Set(['CARRIER', 'AGGREGATOR', 'MANUAL']);

/** Failed attempts without a number that are closer than this are one attempt, told twice. */
const ONE_ATTEMPT = 4 * 3_600_000;

const timeOf = (ms: number | null | undefined): Instant | null =>
  ms === null || ms === undefined ? null : instant(ms);

/** Of the reports of a code on the way forward the first one of the best source. */
function firstOf(readings: readonly Reading[], code: MilestoneCode, ranking: TruthRanking): Reading | null {
  let best: Reading | null = null;
  for (const reading of readings)
    if (reading.code === code && !reading.isBack)
      if (best === null || qualityOf(reading, ranking) < qualityOf(best, ranking)) best = reading;
  return best;
}

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
