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
  const steps = stepsOf(pattern);
  // Down to the first list there is one value at most.
  let index = 0;
  let value: JsonValue = document;
  let path = at;
  for (; index < steps.length && steps[index]!.name !== '*'; index += 1) {
    const { name } = steps[index]!;
    const inner = pickOwn(value, name);
    if (inner === undefined || inner === null) return [];
    value = inner;
    path = `${path}/${name}`;
  }
  let here: Found[] = [{ value, path }];
  for (; index < steps.length && here.length > 0; index += 1) {
    const { name } = steps[index]!;
    const next: Found[] = [];
    for (const one of here) addBelow(next, one, name);
    here = next;
  }
  return here;
}

/** What stands at any of these patterns, one pattern after the other. */
export const foundAll = (document: Loose, patterns: readonly string[], at = ''): readonly Found[] =>
  patterns.flatMap((pattern) => found(document, pattern, at));

/** The value itself, as the only one found: for a document that is one parcel, or a parcel that is one event. */
export const itself = (value: JsonValue, path = ''): readonly Found[] => [{ value, path }];

function addBelow(all: Found[], one: Found, step: string): void {
  const { value, path } = one;
  if (step === '*') {
    if (!Array.isArray(value)) {
      if (value !== null && value !== '') all.push(one);
      return;
    }
    const items = value as readonly JsonValue[];
    for (let index = 0; index < items.length; index += 1)
      all.push({ value: items[index] as JsonValue, path: `${path}/${index}` });
    return;
  }
  const inner = pickOwn(value, step);
  if (inner !== undefined && inner !== null) all.push({ value: inner, path: `${path}/${step}` });
}

function pickOwn(value: JsonValue, name: string): Loose {
  const object = asObject(value);
  return object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
}
