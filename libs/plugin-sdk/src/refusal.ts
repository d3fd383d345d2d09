import type { Issue } from './records';

/** Thrown by `refuse` and caught by `eachRecord`: this record cannot be used, and why. */
export interface Refusal extends Error {
  readonly refusal: true;
  /** Where below the record, such as `/datetime`. */
  readonly at: string;
}

/** Sets the record at hand aside with a reason. Only inside `eachRecord`. */
export function refuse(problem: string, at = ''): never {
  // A function that never returns is never compiled: the work is done in one that does.
  throw refusalOf(problem, at);
}

function refusalOf(problem: string, at: string): Refusal {
  // Made without its constructor: where it was thrown is of no interest, and to find out costs more than all the rest.
  const refusal = Object.create(Error.prototype) as { -readonly [Key in keyof Refusal]: Refusal[Key] };
  refusal.message = problem;
  refusal.refusal = true;
  refusal.at = at;
  return refusal as Refusal;
}

export const isRefusal = (value: unknown): value is Refusal =>
  value instanceof Error && (value as Partial<Refusal>).refusal === true;

/** What a fault that a record's reader threw says of the record. */
export function issueOf(fault: unknown, path: string): Issue {
  if (isRefusal(fault)) return { path: path + fault.at, problem: fault.message, kind: 'record' };
  const message = fault instanceof Error ? `${fault.name}: ${fault.message}` : `a thrown ${typeof fault}`;
  return { path, problem: `unexpected fault of the plugin: ${message}`, kind: 'record' };
}
