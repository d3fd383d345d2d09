import { DAY, instant, later, msBetween, type Instant } from '../time/instant';
import type { TruthRanking } from './ranking';
import type { Reading } from './reading';
import type { SourceConflict, SourcedValue } from './shipment-view';
import type { Standing } from './standing';
import { fieldOf, statementsOf, type Stated } from './stated';
import type { Summary } from './summary';

/** Delivery times and promises of two sources this close are the same, told with another precision. */
const TOLERATED = DAY;
/** Scales and rounding differ; below this share and weight a difference is nobody's news. */
const WEIGHT_SHARE = 0.1;
const WEIGHT_GRAMS = 50;

/** Where reports contradict each other, in a fixed order. */
export const reportConflicts = (readings: readonly Reading[], standing: Standing): SourceConflict[] => [
  ...outcomeConflicts(standing),
  ...deliveryTimeConflict(readings, standing),
];

/** Where claims contradict each other, in a fixed order. */
export const claimConflicts = (summary: Summary, ranking: TruthRanking): SourceConflict[] => [
  ...promiseConflict(summary, ranking),
  ...weightConflict(summary, ranking),
];

/** A report against the outcome that stands, or an outcome that later news undid: the last of each outcome. */
function outcomeConflicts({ contradictions }: Standing): SourceConflict[] {
  const byFact = new Map<string, SourceConflict>();
  for (const { stands, denied } of contradictions) {
    const outcome = stands.at > denied.at ? denied : stands;
    const fact = outcome.state!.toLowerCase();
    const values = [reported(stands), reported(denied)];
    byFact.set(fact, { fact, winner: stands.source.kind, values, since: later(values[0]!.at, values[1]!.at) });
  }
  return [...byFact.values()];
}

const reported = ({ source, code, at }: Reading): SourcedValue => ({
  sourceId: source.id,
  sourceKind: source.kind,
  value: code,
  at: instant(at),
});

function deliveryTimeConflict(readings: readonly Reading[], { state, by }: Standing): SourceConflict[] {
  if (state !== 'DELIVERED' || by === null) return [];
  const others = readings.filter(
    (other) =>
      other.state === 'DELIVERED' &&
      other.source !== by.source &&
      (other.earliest > by.latest + TOLERATED || other.latest < by.earliest - TOLERATED),
  );
  const times = [by, ...others].map((reading) => ({ ...reported(reading), value: instant(reading.at) }));
  return conflict('delivered', times);
}

function promiseConflict(summary: Summary, ranking: TruthRanking): SourceConflict[] {
  const [best, ...rest] = statementsOf(summary, 'promise', ranking).flatMap((stated) => {
    const to = fieldOf(stated.value, 'to');
    return to === null ? [] : [sourced(stated, to)];
  });
  if (best === undefined) return [];
  const differs = ({ value }: SourcedValue): boolean =>
    Math.abs(msBetween(best.value as Instant, value as Instant)) > TOLERATED;
  return conflict('promise', [best, ...rest.filter(differs)]);
}

function weightConflict(summary: Summary, ranking: TruthRanking): SourceConflict[] {
  const grams = (stated: Stated | undefined): number | null => {
    const value = typeof stated?.value === 'object' ? stated.value['weightGrams'] : undefined;
    return typeof value === 'number' ? value : null;
  };
  const [billed] = statementsOf(summary, 'billed', ranking);
  const [declared] = statementsOf(summary, 'declared', ranking);
  const [is, was] = [grams(billed), grams(declared)];
  if (is === null || was === null) return [];
  const gap = Math.abs(is - was);
  if (gap <= WEIGHT_GRAMS || gap <= was * WEIGHT_SHARE) return [];
  return conflict('weight', [sourced(billed!, `billed ${is} g`), sourced(declared!, `declared ${was} g`)]);
}

const sourced = ({ source, at }: Stated, value: string): SourcedValue => ({
  sourceId: source.id,
  sourceKind: source.kind,
  value,
  at,
});

function conflict(fact: string, values: readonly SourcedValue[]): SourceConflict[] {
  const [winner, second] = values;
  if (winner === undefined || second === undefined) return [];
  return [{ fact, winner: winner.sourceKind, values, since: later(winner.at, second.at) }];
}
