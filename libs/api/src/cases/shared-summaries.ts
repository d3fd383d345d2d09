import { msBetween, type Instant } from '@whereabouts/model';
import { queueSummary, type CaseFilter, type Queryable, type QueueSummaryView } from '@whereabouts/store';

/** Summaries that are at most a second old: every open console asks for the same one. */
export type SharedSummaries = (
  db: Queryable,
  merchantId: string,
  filter: CaseFilter,
  now: Instant,
) => Promise<QueueSummaryView>;

const FRESH_MS = 1_000;
const MOST_KEPT = 500;

export function sharedSummaries(): SharedSummaries {
  const kept = new Map<string, { readonly at: Instant; readonly answer: Promise<QueueSummaryView> }>();
  return (db, merchantId, filter, now) => {
    const key = `${merchantId} ${JSON.stringify(filter)}`;
    const known = kept.get(key);
    if (known && Math.abs(msBetween(known.at, now)) < FRESH_MS) return known.answer;
    const answer = queueSummary(db, merchantId, filter, now);
    kept.delete(key);
    kept.set(key, { at: now, answer });
    answer.catch(() => kept.delete(key));
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return answer;
  };
}
