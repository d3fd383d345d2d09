import { MAX_DEPTH } from './json-depth';
import { isExact } from './json-number';
import { numberAt } from './json-scan';

/**
 * Does the parser's value hold all that the text says? Almost every document is plain: then the parser's word stands, and
 * nobody has to look at each byte. False means that it may not be, and has to be read with care.
 */
export function isPlainJson(value: unknown, text: string, body: Buffer): boolean {
  const seen: Seen = { number: false, zero: false };
  if (!isPlain(value, MAX_DEPTH, seen)) return false;
  return !(seen.number && hasInexactNumber(body)) && !(seen.zero && TINY.test(text));
}

/** Was there a number at all? Was one zero? It may be what is left of a number too small to be held. */
interface Seen {
  number: boolean;
  zero: boolean;
}

/** The exponent of a number that turns into zero has three digits. */
const TINY = /[eE]-\d{3}/;

/** Numbers of fewer characters, exponent apart, are always exact. */
const LONG = 16;
const [MINUS, COLON, COMMA, BRACKET, LAST_BLANK] = [0x2d, 0x3a, 0x2c, 0x5b, 0x20];

const isDigitOrPoint = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === 0x2e);

/** Looks at each 16th byte, because no run of 16 digits can hide between two of them. Those inside of texts seldom count. */
function hasInexactNumber(body: Buffer): boolean {
  for (let i = LONG - 1; i < body.length; i += LONG) {
    if (!isDigitOrPoint(body[i])) continue;
    let first = i;
    while (isDigitOrPoint(body[first - 1])) first -= 1;
    let last = i;
    while (isDigitOrPoint(body[last + 1])) last += 1;
    if (last - first >= LONG - 1 && mayBeNumber(body, first) && !isExactAt(body, first, last + 1)) return true;
    i = last;
  }
  return false;
}

function isExactAt(body: Buffer, first: number, end: number): boolean {
  const [begin, behind] = numberAt(body, first, end);
  return isExact(body.toString('latin1', begin, behind));
}

/** Does what stands before it let a number begin here? Behind a quote or a letter there is only text. */
function mayBeNumber(body: Uint8Array, first: number): boolean {
  const before = body[first - 1] === MINUS ? body[first - 2] : body[first - 1];
  return before === undefined || before <= LAST_BLANK || before === COLON || before === COMMA || before === BRACKET;
}

/** Not too deep, no number beyond all numbers, no key that is not one. */
function isPlain(value: unknown, depth: number, seen: Seen): boolean {
  if (typeof value === 'number') {
    seen.number = true;
    if (value === 0) seen.zero = true;
    return Number.isFinite(value);
  }
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) if (!isPlain(value[i], depth - 1, seen)) return false;
    return true;
  }
  for (const key in value) {
    if (key === '__proto__') return false;
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    // Most of what documents hold is text.
    if (typeof inner !== 'string' && !isPlain(inner, depth - 1, seen)) return false;
  }
  return true;
}
