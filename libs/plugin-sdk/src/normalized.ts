import type { Issue, Normalized } from './records';
import { issueOf } from './refusal';

export { isRefusal, refuse, type Refusal } from './refusal';

/** Nothing said, nothing wrong. */
export const EMPTY_NORMALIZED: Normalized = Object.freeze({
  milestones: Object.freeze([]),
  orders: Object.freeze([]),
  shipments: Object.freeze([]),
  tickets: Object.freeze([]),
  inventory: Object.freeze([]),
  follow: Object.freeze([]),
  issues: Object.freeze([]),
});

/** Completes a partial result: what is not given is empty. */
export const normalized = (partial: Partial<Normalized>): Normalized => ({ ...EMPTY_NORMALIZED, ...partial });

/** A whole document that could not be read: one issue and nothing else. */
export const unreadable = (problem: string, path = ''): Normalized =>
  normalized({ issues: [{ path, problem, kind: 'record' }] });

/** What one record gives: nothing, one result, or several. */
type Yield<Out> = Out | readonly Out[] | null | undefined | void;

/**
 * Reads each record of a list so that a bad one becomes an issue and its neighbours go on. Gives what `read` gave,
 * flattened and without nulls. `path` is that of the list, each record's own path is handed to `read`.
 */
export function eachRecord<In, Out>(
  list: readonly In[],
  path: string,
  issues: Issue[],
  read: (item: In, path: string, index: number) => Yield<Out>,
): Out[] {
  const results: Out[] = [];
  // What the reader adds to the list is not read.
  const { length } = list;
  for (let index = 0; index < length; index += 1) {
    const at = `${path}/${index}`;
    try {
      const result = read(list[index] as In, at, index);
      if (Array.isArray(result)) for (const one of result as readonly Out[]) results.push(one);
      else if (result !== null && result !== undefined) results.push(result as Out);
    } catch (fault) {
      issues.push(issueOf(fault, at));
    }
  }
  return results;
}
