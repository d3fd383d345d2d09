import type { Instant } from '@whereabouts/model';
import {
  bumpCounters,
  bumpIncidents,
  bumpLoads,
  caseCountKey,
  queueDeltas,
  type CaseFacts,
  type CounterDelta,
  type IncidentDelta,
  type LoadDelta,
  type Sheet,
  type StoredCase,
} from '@whereabouts/store';
import { figureBook } from './figures';
import type { CaseWrite } from './judge';

/** A case before and after a transaction; null: it was opened in it. */
export interface CasePair {
  readonly before: StoredCase | null;
  readonly after: StoredCase;
}

/** A write, with the lane where the case counts if it is opened. */
interface OpenedWrite {
  readonly write: CaseWrite;
  readonly facts: CaseFacts;
  readonly lane?: string | null;
}

/**
 * What a transaction adds to totals, loads of people, figures and incidents: rows that many write to. Written once and
 * behind all else, in one order, so that nobody who holds one of them waits for anything else.
 */
export interface CaseTotals extends Sheet {
  /** Cases that the transaction wrote. */
  add(pairs: readonly CasePair[], placed: readonly OpenedWrite[], now: Instant): void;
  /** Totals of something else than cases. */
  count(deltas: readonly CounterDelta[]): void;
}

export function caseTotals(): CaseTotals {
  const pairs: CasePair[] = [];
  const others: CounterDelta[] = [];
  const figures = figureBook();
  let now: Instant | null = null;
  return {
    add(changed, placed, at) {
      now = at;
      pairs.push(...changed);
      for (const { write, facts, lane } of placed)
        if (write.type === 'open') figures.opened(write.case, facts.carrier, lane ?? null, at);
    },
    count: (deltas) => void others.push(...deltas),
    write(tx) {
      const ofIncidents = incidentDeltas(pairs);
      const loads = loadDeltas(pairs);
      const counters = summed([...others, ...caseDeltas(pairs)], counterKey);
      return [
        ...(ofIncidents.length ? [bumpIncidents(tx, ofIncidents, now!)] : []),
        ...(loads.length ? [bumpLoads(tx, loads)] : []),
        ...(counters.length ? [bumpCounters(tx, counters)] : []),
        ...figures.write(tx),
      ];
    },
  };
}

const counterKey = ({ merchantId, name, key }: CounterDelta): string => `${merchantId}|${name}|${key}`;

/** One delta for each row; those that come to nothing are left out. */
function summed<Delta extends { readonly delta: number }>(
  deltas: readonly Delta[],
  keyOf: (one: Delta) => string,
): Delta[] {
  const sums = new Map<string, Delta>();
  for (const one of deltas) {
    const key = keyOf(one);
    sums.set(key, { ...one, delta: one.delta + (sums.get(key)?.delta ?? 0) });
  }
  return [...sums.values()].filter(({ delta }) => delta !== 0);
}

function* changesOf(pairs: readonly CasePair[]): Generator<readonly [one: StoredCase, delta: 1 | -1]> {
  for (const { before, after } of pairs) {
    if (before) yield [before, -1];
    yield [after, 1];
  }
}

const caseDeltas = (pairs: readonly CasePair[]): CounterDelta[] =>
  [...changesOf(pairs)].flatMap(([one, delta]) => [
    { merchantId: one.merchantId, name: 'cases', key: caseCountKey(one), delta },
    ...queueDeltas(one, delta),
  ]);

const loadDeltas = (pairs: readonly CasePair[]): LoadDelta[] =>
  summed(
    [...changesOf(pairs)].flatMap(([{ merchantId, ownerId: userId, status }, delta]) =>
      status === 'CLOSED' ? [] : [{ merchantId, userId, delta }],
    ),
    ({ merchantId, userId }) => `${merchantId}|${userId}`,
  );

/** How the totals of incidents change with their cases. */
function incidentDeltas(pairs: readonly CasePair[]): IncidentDelta[] {
  const deltas = new Map<string, IncidentDelta>();
  for (const [{ merchantId, incidentId, status }, by] of changesOf(pairs)) {
    if (incidentId === null) continue;
    const known = deltas.get(incidentId) ?? { merchantId, id: incidentId, cases: 0, openCases: 0 };
    const openCases = known.openCases + (status === 'CLOSED' ? 0 : by);
    deltas.set(incidentId, { ...known, cases: known.cases + by, openCases });
  }
  return [...deltas.values()].filter(({ cases, openCases }) => cases !== 0 || openCases !== 0);
}
