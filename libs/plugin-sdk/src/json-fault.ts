/** Where a text stops being JSON, and what is wrong there. */
export interface JsonFault {
  readonly at: number;
  readonly problem: string;
}

type Wanted = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing more';
type Kind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'literal';

/**
 * Finds the first fault of a text that JSON.parse has refused. Its own messages give no position in half of the cases,
 * and quote the document, which may hold names and addresses. Without recursion: the depth is the sender's choice.
 */
export function jsonFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let at = skipSpace(text, 0);
  if (at === text.length) return { at, problem: 'empty' };
  if (text[at] === '<') return { at, problem: 'not JSON but HTML or XML' };
  for (; at < text.length; at = skipSpace(text, at)) {
    const token = tokenAt(text, at);
    if ('problem' in token) return token;
    const next = follow(wanted, token.kind, open);
    if (next === null) return { at, problem: `expected ${inWords(wanted, open)}` };
    wanted = next;
    at = token.end;
  }
  return { at, problem: wanted === 'nothing more' ? 'refused' : `cut off: expected ${inWords(wanted, open)}` };
}

/** What is wanted after a token, or null when the token was not. Keeps the stack of what is open. */
function follow(wanted: Wanted, kind: Kind, open: ('{' | '[')[]): Wanted | null {
  const closing = (wanted === ', or end' || wanted.includes(' or ')) && kind === (open.at(-1) === '{' ? '}' : ']');
  if (closing && open.length > 0) {
    open.pop();
    return open.length === 0 ? 'nothing more' : ', or end';
  }
  if (wanted === ':') return kind === ':' ? 'value' : null;
  if (wanted === ', or end' && kind === ',') return open.at(-1) === '{' ? 'key' : 'value';
  if (wanted.startsWith('key')) return kind === 'string' ? ':' : null;
  if (!wanted.startsWith('value')) return null;
  if (kind === 'string' || kind === 'literal') return open.length === 0 ? 'nothing more' : ', or end';
  if (kind !== '{' && kind !== '[') return null;
  open.push(kind);
  return kind === '{' ? 'key or }' : 'value or ]';
}

const inWords = (wanted: Wanted, open: readonly string[]): string =>
  wanted === ', or end'
    ? `, or ${open.at(-1) === '{' ? '}' : ']'}`
    : wanted.replace('key', 'a key').replace('value', 'a value');

const PUNCTUATION: ReadonlySet<string> = new Set(['{', '}', '[', ']', ',', ':']);
const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

function tokenAt(text: string, at: number): { readonly kind: Kind; readonly end: number } | JsonFault {
  const char = text[at] as string;
  if (PUNCTUATION.has(char)) return { kind: char as Kind, end: at + 1 };
  if (char === '"') return stringAt(text, at);
  LITERAL.lastIndex = at;
  const literal = LITERAL.exec(text);
  return literal === null
    ? { at, problem: 'not a value, a key in quotes or punctuation' }
    : { kind: 'literal', end: at + literal[0].length };
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function stringAt(text: string, begin: number): { readonly kind: 'string'; readonly end: number } | JsonFault {
  let at = begin + 1;
  while (at < text.length && text[at] !== '"') {
    if (text.charCodeAt(at) < 0x20) return { at, problem: 'a control character that is not escaped' };
    if (text[at] !== '\\') {
      at += 1;
      continue;
    }
    ESCAPE.lastIndex = at;
    const escape = ESCAPE.exec(text);
    if (escape === null) return { at, problem: 'a backslash that escapes nothing' };
    at += escape[0].length;
  }
  return at < text.length ? { kind: 'string', end: at + 1 } : { at, problem: 'cut off inside a text' };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}

/** Line and column of a position, both from 1. */
export function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
