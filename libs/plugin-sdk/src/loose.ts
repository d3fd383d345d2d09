import type { JsonObject, JsonValue } from './json';
import { stepsOf } from './path-steps';
import { isStrange, meetStrange } from './strange-values';

/** What loose readers take: a value of a document, or the absence of one. */
export type Loose = JsonValue | undefined;

/** The object, or null for anything else. */
export const asObject = (value: Loose): JsonObject | null =>
  typeof value === 'object' && value !== null && !isList(value) ? value : null;

/** The list. A single value counts as a list of one, nothing as an empty one: sources shorten lists of one. */
export function asList(value: Loose): readonly JsonValue[] {
  if (value === undefined || value === null || value === '') return [];
  return isList(value) ? value : [value];
}

/** Text or number as trimmed text; null when empty or anything else. An XML element with attributes gives its text. */
export function asText(value: Loose): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (typeof value === 'number') return String(value);
  const element = asObject(value);
  return element !== null && Object.hasOwn(element, '#text') ? asText(element['#text']) : null;
}

/** The value at a path such as `shipment.package.0.number`. An index into a single value takes the value itself. */
export function pick(value: Loose, path: string): Loose {
  if (value === undefined || value === null) return undefined;
  // Most paths are one name: no steps to look up.
  if (isOneName(path)) return own(value, path);
  let here: Loose = value;
  const { names, indexes } = stepsOf(path);
  for (let step = 0; step < names.length; step += 1) {
    if (here === undefined || here === null) return undefined;
    const name = names[step]!;
    const index = indexes === null ? null : indexes[step]!;
    if (index !== null && isList(here)) here = here[index];
    else if (index === 0 && name === '0' && !hasOwn(here, name)) continue;
    else here = own(here, name);
  }
  return here;
}

/** Is it a single step, and no index? */
function isOneName(path: string): boolean {
  const first = path.charCodeAt(0);
  return !(first >= ZERO && first <= NINE) && !path.includes('.');
}

const [ZERO, NINE] = [0x30, 0x39] as const;

const hasOwn = (value: Loose, name: string): boolean => {
  const object = asObject(value);
  return object !== null && Object.hasOwn(object, name);
};

/** The text at the first of these paths that holds one: sources rename fields between versions. */
export function textAt(value: Loose, ...paths: readonly string[]): string | null {
  let isOdd = false;
  for (let index = 0; index < paths.length; index += 1) {
    const there = pick(value, paths[index]!);
    const text = asText(there);
    if (text !== null) return text;
    isOdd ||= there === true || (typeof there === 'object' && there !== null);
  }
  return isOdd ? insteadOfText(value!, paths) : null;
}

/** How sources write yes and no. */
const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  1: true,
  false: false,
  no: false,
  n: false,
  0: false,
};

/**
 * Yes or no at the first of these paths that holds it, also where it is written as text or as 1 and 0; null when there is nothing.
 * What is neither is null too, and told with its place.
 */
export function flagAt(value: Loose, ...paths: readonly string[]): boolean | null {
  for (let index = 0; index < paths.length; index += 1) {
    const there = pick(value, paths[index]!);
    if (typeof there === 'boolean') return there;
    const word = asText(there)?.toLowerCase() ?? null;
    if (word !== null && Object.hasOwn(FLAGS, word)) return FLAGS[word]!;
    if (word !== null || isStrange(there)) meetStrange(value!, paths[index]!, there!, 'true or false is');
  }
  return null;
}

/** There is no text. What stands there instead is noted: a source that writes something else now must not go unnoticed. */
function insteadOfText(value: JsonValue, paths: readonly string[]): null {
  for (let index = 0; index < paths.length; index += 1) {
    const instead = pick(value, paths[index]!);
    if (isStrange(instead)) meetStrange(value, paths[index]!, instead);
  }
  return null;
}

/** Is there anything at one of these paths, be it null? Kinds of documents are told apart so. */
export function holds(value: Loose, ...paths: readonly string[]): boolean {
  for (let index = 0; index < paths.length; index += 1) if (pick(value, paths[index]!) !== undefined) return true;
  return false;
}

/** Does it say anything, other than null, at one of these paths? Kinds of documents are told apart so where null is no word. */
export function says(value: Loose, ...paths: readonly string[]): boolean {
  for (let index = 0; index < paths.length; index += 1) {
    const said = pick(value, paths[index]!);
    if (said !== undefined && said !== null) return true;
  }
  return false;
}

const isList = (value: Loose): value is readonly JsonValue[] => Array.isArray(value);

/** Own keys only: `constructor` is not part of a document. */
function own(value: JsonValue, key: string): Loose {
  const object = asObject(value);
  return object !== null && Object.hasOwn(object, key) ? object[key] : undefined;
}
