import type { JsonObject, JsonValue } from './json';
import type { Issue, Normalized } from './records';

// Readers ask for text in a thousand places that know nothing of the document at hand. What they meet instead is kept here
// from the first value of a document to its last: that is one call, which nothing interrupts.
interface Met {
  /** What was asked, and at which path below it. */
  readonly within: JsonValue;
  readonly asked: string;
  readonly value: JsonValue;
  readonly wanted: Wanted;
}

/** What a reader looked for, in words. */
type Wanted = 'text or a number is' | 'true or false is';

/** A document that is strange throughout says so often enough. */
const MOST = 20;
let met: Met[] | null = null;

/** Is it something, and no text? Sources write nothing as `false`, `[]` and `{}` as well. */
export function isStrange(value: JsonValue | undefined): value is JsonValue {
  if (value === true) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).some((key) => !key.startsWith('@'));
}

/** Notes that a reader looked for text, or for yes or no, and that something else stands there. */
export function meetStrange(
  within: JsonValue,
  asked: string,
  value: JsonValue,
  wanted: Wanted = 'text or a number is',
): void {
  if (met !== null && met.length < MOST) met.push({ within, asked, value, wanted });
}

/** Reads a document, and gives an issue for each place where its reader met something else than the text that it looked for. */
export function strangeIn(document: JsonValue, read: () => void): readonly Issue[] {
  const before = met;
  const mine: Met[] = [];
  met = mine;
  try {
    read();
  } finally {
    met = before;
  }
  return mine.length === 0 ? NONE : issuesOf(document, mine);
}

/**
 * What a reader told of a document, with an issue for each place where `textAt` met something else than text. For readers
 * that are made of nothing but functions; `documentReader` does the same by itself.
 */
export function withStrange(document: JsonValue, read: () => Normalized): Normalized {
  const said: Normalized[] = [];
  const strange = strangeIn(document, () => void said.push(read()));
  const [told] = said as [Normalized];
  return strange.length === 0 ? told : { ...told, issues: [...told.issues, ...strange] };
}

const NONE: readonly Issue[] = [];

function issuesOf(document: JsonValue, all: readonly Met[]): readonly Issue[] {
  const issues = new Map<string, Issue>();
  for (const { within, asked, value, wanted } of all) {
    const above = pathTo(within, document, '');
    const path = above === null ? (pathTo(value, document, '') ?? '') : `${above}/${asked.replaceAll('.', '/')}`;
    const what = above === null ? `${asked} is` : 'it is';
    issues.set(path, { path, problem: `${what} ${kindOf(value)}, where ${wanted} expected`, kind: 'record' });
  }
  return [...issues.values()];
}

const kindOf = (value: JsonValue): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : String(value);
};

/** Where in a document this very object stands. Looked for only when something is wrong. */
function pathTo(wanted: JsonValue, from: JsonValue, path: string): string | null {
  if (typeof wanted !== 'object' || typeof from !== 'object' || from === null) return null;
  if (from === wanted) return path;
  for (const key of Object.keys(from)) {
    const below = pathTo(wanted, (from as JsonObject)[key]!, `${path}/${key}`);
    if (below !== null) return below;
  }
  return null;
}
