import type { JsonValue } from './json';
import { asObject, type Loose } from './loose';
import { stepsOf } from './path-steps';

/** A value of a document, and where it stands: a JSON pointer. */
export interface Found {
  readonly value: JsonValue;
  readonly path: string;
}

/**
 * Every value at a path such as `output.results.*.events.*`, in document order. `*` stands for each item of a list; one
 * value where a list could be counts as a list of one, as sources shorten them so. What is not there gives nothing.
 */
export function found(document: Loose, pattern: string, at = ''): readonly Found[] {
  if (document === undefined || document === null) return [];
  let here: readonly Found[] = [{ value: document, path: at }];
  if (pattern !== '') for (const { name } of stepsOf(pattern)) here = here.flatMap((one) => below(one, name));
  return here;
}

/** What stands at any of these patterns, one pattern after the other. */
export const foundAll = (document: Loose, patterns: readonly string[], at = ''): readonly Found[] =>
  patterns.flatMap((pattern) => found(document, pattern, at));

/** The value itself, as the only one found: for a document that is one parcel, or a parcel that is one event. */
export const itself = (value: JsonValue, path = ''): readonly Found[] => [{ value, path }];

function below({ value, path }: Found, step: string): readonly Found[] {
  if (step === '*') {
    if (!Array.isArray(value)) return value === null || value === '' ? [] : [{ value, path }];
    return (value as readonly JsonValue[]).map((item, index) => ({ value: item, path: `${path}/${index}` }));
  }
  const object = asObject(value);
  const inner = object !== null && Object.hasOwn(object, step) ? object[step] : undefined;
  return inner === undefined || inner === null ? [] : [{ value: inner, path: `${path}/${step}` }];
}
