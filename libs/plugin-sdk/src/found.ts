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
  if (pattern === '') return [{ value: document, path: at }];
  return below(document, at, stepsOf(pattern).names, 0);
}

/** What is found from a step on. Lists are made as long as they will be: most documents are gone through a dozen times. */
function below(from: JsonValue, at: string, steps: readonly string[], first: number): readonly Found[] {
  let value = from;
  let path = at;
  for (let index = first; index < steps.length; index += 1) {
    const name = steps[index]!;
    if (name === '*' && Array.isArray(value)) return ofItems(value as readonly JsonValue[], path, steps, index + 1);
    if (name === '*') {
      if (value === null || value === '') return [];
      continue;
    }
    const inner = pickOwn(value, name);
    if (inner === undefined || inner === null) return [];
    value = inner;
    path = `${path}/${name}`;
  }
  return [{ value, path }];
}

function ofItems(items: readonly JsonValue[], at: string, steps: readonly string[], next: number): readonly Found[] {
  const { length } = items;
  if (next === steps.length) {
    const all = new Array<Found>(length);
    for (let index = 0; index < length; index += 1) all[index] = { value: items[index]!, path: `${at}/${index}` };
    return all;
  }
  const all: Found[] = [];
  for (let index = 0; index < length; index += 1) {
    const inside = below(items[index]!, `${at}/${index}`, steps, next);
    for (let each = 0; each < inside.length; each += 1) all.push(inside[each]!);
  }
  return all;
}

/** What stands at any of these patterns, one pattern after the other. */
export function foundAll(document: Loose, patterns: readonly string[], at = ''): readonly Found[] {
  let all: readonly Found[] = [];
  for (let index = 0; index < patterns.length; index += 1) {
    const some = found(document, patterns[index]!, at);
    // Mostly one pattern finds all that there is.
    if (some.length > 0) all = all.length === 0 ? some : [...all, ...some];
  }
  return all;
}

/** The value itself, as the only one found: for a document that is one parcel, or a parcel that is one event. */
export const itself = (value: JsonValue, path = ''): readonly Found[] => [{ value, path }];

function pickOwn(value: JsonValue, name: string): Loose {
  const object = asObject(value);
  return object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
}
