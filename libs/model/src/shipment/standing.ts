import { MOVING } from '../vocabulary/milestones';
import type { ShipmentState } from '../vocabulary/shipment-states';
import { rankOf, truthOfMilestone, type TruthRanking } from './ranking';
import { PREPARATION, progressOf, type Reading } from './reading';

/** One report stands, the other is not believed. */
export interface Contradiction {
  readonly stands: Reading;
  readonly denied: Reading;
}

/** Where a shipment stands, and what was said against it. */
export interface Standing {
  readonly state: ShipmentState;
  /** Epoch ms; null while nothing was reported. */
  readonly since: number | null;
  /** The report that gives the state: of an outcome, the first one of the best source. */
  readonly by: Reading | null;
  readonly contradictions: readonly Contradiction[];
}

const OUTCOMES: ReadonlySet<ShipmentState> = new Set(['DELIVERED', 'RETURNED', 'LOST', 'CANCELLED']);

/**
 * The newest news wins, with two exceptions. Preparation never follows a scan. And an outcome stands until a source
 * that is as good or better reports movement that is surely later: so neither a worse source nor a wrong zone undoes it.
 */
export function standingOf(readings: readonly Reading[], ranking: TruthRanking): Standing {
  let by: Reading | null = null;
  let since = 0;
  const contradictions: Contradiction[] = [];
  for (const news of readings) {
    if (news.state === null || PREPARATION.has(news.state)) continue;
    if (by !== null && OUTCOMES.has(by.state!)) {
      const better = qualityOf(news, ranking) - qualityOf(by, ranking);
      if (news.state === by.state ? better >= 0 : !undoes(news, by, better)) {
        if (contradicts(news, by)) contradictions.push({ stands: by, denied: news });
        continue;
      }
      if (news.state !== by.state) contradictions.push({ stands: news, denied: by });
      since = news.at;
    } else if (by?.state !== news.state) since = news.at;
    by = news;
  }
  if (by === null) return preparationOf(readings, ranking);
  const { state } = by;
  return { state: state!, since, by, contradictions: contradictions.filter(({ denied }) => denied.state !== state) };
}

/** Smaller is better. */
export const qualityOf = (reading: Reading, ranking: TruthRanking): number =>
  rankOf(ranking, truthOfMilestone(reading.code), reading.source.kind);

/** Of several reports the first one of the best source. */
export function bestOf(readings: readonly Reading[], ranking: TruthRanking): Reading | null {
  let best: Reading | null = null;
  for (const reading of readings)
    if (best === null || qualityOf(reading, ranking) < qualityOf(best, ranking)) best = reading;
  return best;
}

/** One source's clock is compared with itself; otherwise every possible error of both times must be covered. */
export function isSurelyAfter(a: Reading, b: Reading): boolean {
  const sameClock = a.source === b.source && (a.certainty === b.certainty || (isTimed(a) && isTimed(b)));
  return sameClock && a.certainty !== 'UNKNOWN' ? a.at > b.at : a.earliest > b.latest;
}

const isTimed = ({ certainty }: Reading): boolean => certainty !== 'DATE_ONLY' && certainty !== 'UNKNOWN';

/** Somebody's correction undoes anything before it; other sources must show that the parcel moved. */
function undoes(news: Reading, outcome: Reading, better: number): boolean {
  if (news.source.kind === 'MANUAL') return true;
  return better <= 0 && MOVING.has(news.code) && isSurelyAfter(news, outcome);
}

const contradicts = (news: Reading, outcome: Reading): boolean =>
  news.state !== outcome.state && (MOVING.has(news.code) || OUTCOMES.has(news.state!)) && isSurelyAfter(news, outcome);

/** Before the first scan: the furthest step, since labels are reprinted and order systems report late. */
function preparationOf(readings: readonly Reading[], ranking: TruthRanking): Standing {
  let furthest: ShipmentState | null = null;
  for (const { state } of readings)
    if (state !== null && (furthest === null || progressOf(state) > progressOf(furthest))) furthest = state;
  if (furthest === null) return { state: 'EXPECTED', since: null, by: null, contradictions: [] };
  const by = bestOf(
    readings.filter(({ state }) => state === furthest),
    ranking,
  );
  return { state: furthest, since: by!.at, by, contradictions: [] };
}
