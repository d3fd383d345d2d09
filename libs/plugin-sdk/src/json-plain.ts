import { MAX_DEPTH } from './json-depth';
import { isExact } from './json-number';
import { numberAt } from './json-scan';

/**
 * Does the parser's value hold all that a text without inexact numbers says? Almost every document is plain: then the
 * parser's word stands, and nobody has to look at each byte. False means that it may not be, and has to be read with care.
 */
export function isPlainJson(value: unknown, text: string): boolean {
  const seen = look(value, MAX_DEPTH);
  return seen === ZERO ? !mayHoldTiny(text) : seen === PLAIN;
}

/** What looking at a value tells. A zero may be what is left of a number too small to be held. */
type Seen = typeof PLAIN | typeof ZERO | typeof DOUBTFUL;
const [PLAIN, ZERO, DOUBTFUL] = [0, 1, 2] as const;

/** The exponent of a number that turns into zero has three digits. */
const TINY = /^[eE]-\d{3}/;

/** From dash to dash, because engines find a single letter much faster than a pattern; most stand in dates and ids. */
function mayHoldTiny(text: string): boolean {
  for (let at = text.indexOf('-'); at !== -1; at = text.indexOf('-', at + 1))
    if ((text.charCodeAt(at - 1) | LOWER_CASE) === E && TINY.test(text.slice(at - 1, at + 4))) return true;
  return false;
}

/** Numbers of fewer characters, exponent apart, are always exact. */
const LONG = 16;
const HALF = LONG / 2;
const [MINUS, POINT, SLASH, NINE, COLON, COMMA, BRACKET, LAST_BLANK] = [
  0x2d, 0x2e, 0x2f, 0x39, 0x3a, 0x2c, 0x5b, 0x20,
] as const;
const [E, LOWER_CASE] = [0x65, 0x20] as const;

const isDigitOrPoint = (byte: number): boolean => byte >= POINT && byte <= NINE && byte !== SLASH;

/**
 * Begin and end of each number that loses digits, in order, and of those in texts that look like one; null for more of them
 * than a source has reason to write. Looks at each 16th byte, because no run of 16 digits can hide between two of them, and
 * reaches half of that far to one side at least.
 */
export function inexactNumbers(body: Buffer): readonly Span[] | null {
  let spans: Span[] | null = null;
  // Never asked for a byte that is not there: that takes longer than all the rest.
  const { length } = body;
  for (let i = LONG - 1; i < length; i += LONG) {
    if (!isDigitOrPoint(body[i]!)) continue;
    if (!isDigitOrPoint(body[i - HALF]!) && !(i + HALF < length && isDigitOrPoint(body[i + HALF]!))) continue;
    let first = i;
    while (first > 0 && isDigitOrPoint(body[first - 1]!)) first -= 1;
    let last = i;
    while (last + 1 < length && isDigitOrPoint(body[last + 1]!)) last += 1;
    if (last - first >= LONG - 1 && mayBeNumber(body, first)) {
      const span = numberAt(body, first, last + 1);
      if (!isExact(body.toString('latin1', span[0], span[1]))) (spans ??= []).push(span);
      if (spans !== null && spans.length > MOST) return null;
    }
    i = last;
  }
  return spans ?? NONE;
}

type Span = readonly [begin: number, end: number];
const NONE: readonly Span[] = [];
const MOST = 1_000;

/** Does what stands before it let a number begin here? Behind a quote or a letter there is only text. */
function mayBeNumber(body: Uint8Array, first: number): boolean {
  const before = body[first - 1] === MINUS ? body[first - 2] : body[first - 1];
  return before === undefined || before <= LAST_BLANK || before === COLON || before === COMMA || before === BRACKET;
}

/** Not too deep, no number beyond all numbers, no key that is not one. */
function look(value: unknown, depth: number): Seen {
  if (typeof value === 'number') return value === 0 ? ZERO : Number.isFinite(value) ? PLAIN : DOUBTFUL;
  if (typeof value !== 'object' || value === null) return PLAIN;
  if (depth === 0) return DOUBTFUL;
  let all: Seen = PLAIN;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const seen = look(value[i], depth - 1);
      if (seen === DOUBTFUL) return seen;
      if (seen === ZERO) all = seen;
    }
    return all;
  }
  for (const key in value) {
    if (key === '__proto__') return DOUBTFUL;
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    // Most of what documents hold is text.
    if (typeof inner === 'string') continue;
    const seen = look(inner, depth - 1);
    if (seen === DOUBTFUL) return seen;
    if (seen === ZERO) all = seen;
  }
  return all;
}
