import { isAscii, isUtf8 } from 'node:buffer';
import { MAX_DEPTH } from './json-depth';
import { jsonFault, lineAndColumn } from './json-fault';
import { isExact } from './json-number';
import { inexactNumbers, isPlainJson } from './json-plain';
import { scanJson } from './json-scan';
import { utf8Fault } from './utf8-fault';

export { MAX_DEPTH } from './json-depth';

/** What a JSON or XML document consists of, once read. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/**
 * Reads a JSON document of a source. Never throws: the problem says what is wrong and where.
 *
 * Integers beyond 2^53 and decimals that a number cannot hold become text, digit by digit, so that ids survive. Of keys
 * that come twice the last wins, `__proto__` is dropped, a byte order mark is skipped.
 */
export function readJson(bytes: Uint8Array): Read<JsonValue> {
  const body = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Most documents have no other characters, and these are copied without being decoded.
  const ascii = isAscii(body);
  if (!ascii && !isUtf8(body)) return { ok: false, problem: utf8Fault(body) };
  const start = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  const encoding = ascii ? 'latin1' : 'utf8';
  const inexact = inexactNumbers(body);
  if (inexact === null) return parsedWithCare(body, start);
  // Should one stand in a text after all, then its quotes break the text in two: the parser refuses that.
  const text = inexact.length === 0 ? body.toString(encoding, start) : quoted(body, start, inexact, encoding);
  return parsedPlain(text) ?? parsedWithCare(body, start);
}

/** The parser's own value where it is all that the document says; null for anything doubtful or wrong. */
function parsedPlain(text: string): Read<JsonValue> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainJson(value, text) ? { ok: true, value: value as JsonValue } : null;
  } catch {
    return null;
  }
}

function parsedWithCare(body: Buffer, start: number): Read<JsonValue> {
  const scan = scanJson(body, start, MAX_DEPTH);
  if (scan.tooDeepAt !== null)
    return { ok: false, problem: `nested deeper than ${MAX_DEPTH} levels at byte ${scan.tooDeepAt + 1}` };
  try {
    const { longNumbers } = scan;
    const text =
      longNumbers.length === 0 ? body.toString('utf8', start) : quoted(body, start, longNumbers, 'utf8', isExact);
    const value: unknown = scan.dubiousKeys ? JSON.parse(text, withoutProto) : JSON.parse(text);
    return { ok: true, value: value as JsonValue };
  } catch {
    const text = body.toString('utf8', start);
    const fault = jsonFault(text);
    return { ok: false, problem: `${fault.problem}, at ${lineAndColumn(text, fault.at)}` };
  }
}

/** What gives undefined is left out of the document. */
const withoutProto = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value);

/** The text with quotes around numbers, but for those that may stay as they are. */
function quoted(
  body: Buffer,
  start: number,
  numbers: readonly (readonly [begin: number, end: number])[],
  encoding: 'latin1' | 'utf8',
  mayStay: (number: string) => boolean = () => false,
): string {
  const pieces: string[] = [];
  let done = start;
  for (const [begin, end] of numbers) {
    const number = body.toString('latin1', begin, end);
    if (mayStay(number) || isKey(body, end)) continue;
    pieces.push(body.toString(encoding, done, begin), number);
    done = end;
  }
  // Each number has a quote before it and one behind it.
  return [...pieces, body.toString(encoding, done)].join('"');
}

/** A number in place of a key is a fault, which quotes would hide. */
function isKey(body: Buffer, end: number): boolean {
  let at = end;
  while (body[at] === 0x20 || body[at] === 0x0a || body[at] === 0x0d || body[at] === 0x09) at += 1;
  return body[at] === 0x3a;
}
