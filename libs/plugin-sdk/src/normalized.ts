import type { Issue, Normalized } from './records';

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

/** Thrown by `refuse` and caught by `eachRecord`: this record cannot be used, and why. */
export interface Refusal extends Error {
  readonly refusal: true;
  /** Where below the record, such as `/datetime`. */
  readonly at: string;
}

/** Sets the record at hand aside with a reason. Only inside `eachRecord`. */
export function refuse(problem: string, at = ''): never {
  // Where it was thrown is of no interest, and costs more than all else that is done with a bad record.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const refusal = Object.assign(new Error(problem), { refusal: true, at } as const);
  Error.stackTraceLimit = stackTraceLimit;
  throw refusal;
}

export const isRefusal = (value: unknown): value is Refusal =>
  value instanceof Error && (value as Partial<Refusal>).refusal === true;

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
  list.forEach((item, index) => {
    const at = `${path}/${index}`;
    try {
      const result = read(item, at, index);
      if (Array.isArray(result)) for (const one of result as readonly Out[]) results.push(one);
      else if (result !== null && result !== undefined) results.push(result as Out);
    } catch (fault) {
      issues.push(issueOf(fault, at));
    }
  });
  return results;
}

function issueOf(fault: unknown, path: string): Issue {
  if (isRefusal(fault)) return { path: path + fault.at, problem: fault.message, kind: 'record' };
  const message = fault instanceof Error ? `${fault.name}: ${fault.message}` : `a thrown ${typeof fault}`;
  return { path, problem: `unexpected fault of the plugin: ${message}`, kind: 'record' };
}
