import type { JsonObject, JsonValue } from '@whereabouts/plugin-sdk';

/** Steps from the root of a document to a value: keys and indexes. */
export type Path = readonly (string | number)[];

/** A value of a document, and where it stands. */
export interface Node {
  readonly path: Path;
  readonly value: JsonValue;
}

/** As in an issue: `/tracking_details/3/datetime`. */
export const pointer = (path: Path): string => path.map((step) => `/${step}`).join('');

/** The path without its indexes: values of one shape play one part in the document. */
export const shapeOf = (path: Path): string =>
  path.map((step) => (typeof step === 'number' ? '*' : step)).join('\u0001');

export const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
export const isRecord = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isLeaf = (value: JsonValue): boolean => typeof value !== 'object' || value === null;

/** Every value of a document, in its order, the document itself first. */
export function nodesOf(value: JsonValue, path: Path = [], into: Node[] = []): Node[] {
  into.push({ path, value });
  if (isList(value)) value.forEach((item, index) => nodesOf(item, [...path, index], into));
  else if (isRecord(value)) for (const [key, inner] of Object.entries(value)) nodesOf(inner, [...path, key], into);
  return into;
}

/** The `length` of what an earlier change made a list is no value of a document. */
function leadsOn(value: JsonValue, step: string | number): boolean {
  if (isList(value)) return typeof step === 'number' && Object.hasOwn(value, step);
  return isRecord(value) && Object.hasOwn(value, step);
}

export function valueAt(value: JsonValue, path: Path): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const step of path) {
    if (here === undefined || !leadsOn(here, step)) return undefined;
    here = (here as Readonly<Record<string | number, JsonValue>>)[step];
  }
  return here;
}

/** Leaves a value out of its list or object. */
export const GONE = Symbol('gone');
export type Change = (value: JsonValue) => JsonValue | typeof GONE;

/**
 * The document with one value changed. All else is shared with the original, so that a change costs little. Where the
 * path leads nowhere, the document stays as it is.
 */
export function changedAt(value: JsonValue, path: Path, change: Change): JsonValue {
  const changed = changedBelow(value, path, 0, change);
  return changed === GONE ? null : changed;
}

function changedBelow(value: JsonValue, path: Path, depth: number, change: Change): JsonValue | typeof GONE {
  if (depth === path.length) return change(value);
  const step = path[depth] as string | number;
  if (!leadsOn(value, step)) return value;
  const before = (value as Readonly<Record<string | number, JsonValue>>)[step] as JsonValue;
  const after = changedBelow(before, path, depth + 1, change);
  if (after === before) return value;
  if (isList(value)) {
    if (after === GONE) return value.filter((_, index) => index !== step);
    const items = value.slice();
    items[step as number] = after;
    return items;
  }
  const object = value as JsonObject;
  if (after === GONE) return Object.fromEntries(Object.entries(object).filter(([key]) => key !== step));
  return { ...object, [step]: after };
}

/** The document with every value changed that `change` does not give back as it is, from the inside out. */
export function changedThroughout(
  value: JsonValue,
  change: (value: JsonValue, path: Path) => JsonValue,
  path: Path = [],
): JsonValue {
  if (isList(value))
    return change(
      value.map((item, index) => changedThroughout(item, change, [...path, index])),
      path,
    );
  if (!isRecord(value)) return change(value, path);
  const entries = Object.entries(value).map(([key, inner]) => [key, changedThroughout(inner, change, [...path, key])]);
  return change(Object.fromEntries(entries) as JsonObject, path);
}
