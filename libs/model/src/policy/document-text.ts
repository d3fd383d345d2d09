import {
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  isMap,
  isSeq,
  visit,
  type Document,
  type Node,
} from 'yaml';

export type Path = readonly (string | number)[];

/** Where something stands in a text; both begin at 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface TextProblem extends TextPlace {
  readonly message: string;
}

export type ParsedText =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the value of a path stands, or as much of the path as is written. `'key'`: where its name stands. */
      placeOf(path: Path, part: 'key' | 'value'): TextPlace;
    }
  | { readonly ok: false; readonly problems: readonly TextProblem[] };

/** A policy is written by people: what is larger is something else. */
const LARGEST = 256 * 1024;
const START: TextPlace = { line: 1, column: 1 };

/** Reads YAML, of which JSON is a part. Remembers where everything stands. */
export function parseText(text: string): ParsedText {
  if (text.length > LARGEST)
    return refused(
      START,
      `The text has ${text.length} characters; at most ${LARGEST} are read. Is this the right file?`,
    );
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0)
    return {
      ok: false,
      problems: faults.map(({ message, pos }) => ({
        ...placeAt(lines, pos[0]),
        message: `${message}.`.replace('..', '.'),
      })),
    };
  const hidden = hiddenName(document);
  if (hidden !== null) return refused(placeAt(lines, hidden), '__proto__ is no field here.');
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { ok: true, value: value ?? {}, placeOf: (path, part) => placeOf(document, lines, path, part) };
  } catch (error) {
    return refused(START, `The text cannot be read: ${(error as Error).message}.`);
  }
}

/** Where a name stands that objects would swallow. */
function hiddenName(document: Document): number | null {
  let at: number | null = null;
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || key.value !== '__proto__') return undefined;
      at = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
}

const refused = (place: TextPlace, message: string): ParsedText => ({ ok: false, problems: [{ ...place, message }] });

function placeAt(lines: LineCounter, offset: number): TextPlace {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function placeOf(document: Document, lines: LineCounter, path: Path, part: 'key' | 'value'): TextPlace {
  let node: unknown = document.contents;
  let found: Node | null = isNode(node) ? node : null;
  for (const [depth, step] of path.entries()) {
    const next = stepInto(node, step);
    if (next === null) break;
    node = next.value;
    const wantsKey = part === 'key' && depth === path.length - 1;
    found = wantsKey || !isNode(next.value) ? (next.key ?? found) : next.value;
  }
  return found?.range ? placeAt(lines, found.range[0]) : START;
}

function stepInto(node: unknown, step: string | number): { key: Node | null; value: unknown } | null {
  if (isSeq(node)) {
    const value = typeof step === 'number' ? node.items[step] : undefined;
    return value === undefined ? null : { key: isNode(value) ? value : null, value };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
  return pair === undefined ? null : { key: pair.key as Node, value: pair.value };
}
