import type { JsonObject, JsonValue } from './json';
import { attributeKey } from './xml-names';
import { TEXT } from './xml-shape';
import { decodeEntities } from './xml-text';

/**
 * Reads a document in one pass if it is written as almost all are: elements, attributes, text, comments. Null for
 * everything else, above all for what is wrong: `readXmlWithCare` reads the same out of it, or says why not.
 */
export function plainXml(text: string): JsonObject | null {
  const reader = new PlainXml(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
  return reader.document();
}

type Draft = { [key: string]: JsonValue };

/** Less deep than what is refused: where it is refused is for others to say. */
const DEEPEST = 60;
/** Elements with more attributes are no carrier's, and to look for one that comes twice takes its time. */
const MOST_ATTRIBUTES = 40;

const [LT, GT, SLASH, BANG, QUESTION, EQUALS] = [0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x3d];
const [DOUBLE_QUOTE, SINGLE_QUOTE, UNDERSCORE, COLON] = [0x22, 0x27, 0x5f, 0x3a];
const CDATA = '<![CDATA[';
const CDATA_END = ']]>';

/** Each method leaves `at` behind what it read, and says false or null where the document is not plain. */
class PlainXml {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): JsonObject | null {
    const value: Draft = {};
    return this.skipBlank() && this.element(value, 1) && this.skipBlank() && this.at === this.text.length
      ? value
      : null;
  }

  /** Blank text, comments and processing instructions, up to an element or the end. */
  private skipBlank(): boolean {
    const { text } = this;
    for (;;) {
      while (isBlank(text.charCodeAt(this.at))) this.at += 1;
      if (text.charCodeAt(this.at) !== LT) return this.at === text.length;
      const next = text.charCodeAt(this.at + 1);
      if (next !== BANG && next !== QUESTION) return true;
      if (!this.skipAside(next)) return false;
    }
  }

  /** A comment or a processing instruction, which begins at `at`. */
  private skipAside(mark: number): boolean {
    const [begin, end] = mark === BANG ? ['<!--', '-->'] : ['<?', '?>'];
    if (!this.text.startsWith(begin, this.at)) return false;
    const closed = this.text.indexOf(end, this.at + begin.length);
    this.at = closed + end.length;
    return closed >= 0;
  }

  /** An element, which begins at `at`. */
  private element(parent: Draft, depth: number): boolean {
    const { text } = this;
    if (depth > DEEPEST) return false;
    const begin = this.at + 1;
    const end = endOfName(text, begin);
    const name = text.slice(begin, end);
    const local = localBegin(text, begin, end);
    if (local < 0) return false;
    const key = local === begin ? name : text.slice(local, end);
    this.at = end;
    const attributes = this.attributes();
    if (attributes === null) return false;
    if (text.charCodeAt(this.at) === SLASH) {
      if (text.charCodeAt(this.at + 1) !== GT) return false;
      this.at += 2;
      return addChild(parent, key, withAttributes('', null, attributes));
    }
    if (text.charCodeAt(this.at) !== GT) return false;
    this.at += 1;
    const value = this.content(name, attributes, depth);
    return value !== null && addChild(parent, key, value);
  }

  /** What stands between an element's tags, and the closing one. */
  private content(name: string, attributes: readonly string[], depth: number): JsonValue {
    const { text } = this;
    let own = '';
    let children: Draft | null = null;
    for (;;) {
      const tag = text.indexOf('<', this.at);
      if (tag < 0) return null;
      let said = tag === this.at ? '' : plainText(text.slice(this.at, tag).trim());
      if (said === null) return null;
      this.at = tag;
      const mark = text.charCodeAt(tag + 1);
      if (mark === SLASH) {
        const end = tag + 2 + name.length;
        if (!text.startsWith(name, tag + 2) || text.charCodeAt(end) !== GT) return null;
        this.at = end + 1;
        if (said !== '' && own !== '') return null;
        return children !== null && own + said !== '' ? null : withAttributes(own + said, children, attributes);
      }
      if (mark === BANG && text.startsWith(CDATA, tag)) {
        const end = text.indexOf(CDATA_END, tag + CDATA.length);
        if (end < 0) return null;
        const inside = text.slice(tag + CDATA.length, end).trim();
        if (said !== '' && inside !== '') return null;
        said += inside;
        this.at = end + CDATA_END.length;
      } else if (mark === BANG || mark === QUESTION) {
        if (!this.skipAside(mark)) return null;
      } else if (!this.element((children ??= {}), depth + 1)) return null;
      // Text in several pieces is joined with care.
      if (said !== '' && own !== '') return null;
      own += said;
    }
  }

  /** Keys and values in turn, up to the end of the tag. Declarations of namespaces are left out. */
  private attributes(): readonly string[] | null {
    const { text } = this;
    const names: string[] = [];
    const said: string[] = [];
    for (;;) {
      const begin = this.at;
      while (isBlank(text.charCodeAt(this.at))) this.at += 1;
      const next = text.charCodeAt(this.at);
      if (next === GT || next === SLASH) return said;
      const name = text.slice(this.at, endOfName(text, this.at));
      const key = attributeKey(name);
      if (begin === this.at || key === null || names.includes(name) || names.length >= MOST_ATTRIBUTES) return null;
      names.push(name);
      this.at += name.length;
      const value = this.attributeValue();
      if (value === null) return null;
      if (key === '') continue;
      if (said.includes(key)) return null;
      said.push(key, value);
    }
  }

  private attributeValue(): string | null {
    const { text } = this;
    const quote = text.charCodeAt(this.at + 1);
    if (text.charCodeAt(this.at) !== EQUALS || (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE)) return null;
    const begin = this.at + 2;
    const end = text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", begin);
    if (end < 0) return null;
    this.at = end + 1;
    const value = text.slice(begin, end);
    return value.includes('<') ? null : decodeEntities(value.trim());
  }
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09;

/** Letters, digits, underscore, point, hyphen and colon. */
const isNameCharacter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x2d && code <= 0x3a && code !== SLASH) ||
  code === UNDERSCORE;

const isNameStart = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === UNDERSCORE;

function endOfName(text: string, begin: number): number {
  let end = begin;
  while (isNameCharacter(text.charCodeAt(end))) end += 1;
  return end;
}

/** Where the name begins behind its prefix; -1 where it is no plain one. */
function localBegin(text: string, begin: number, end: number): number {
  let local = begin;
  for (let at = begin; at < end; at += 1) {
    if (text.charCodeAt(at) !== COLON) continue;
    if (local > begin || !isNameStart(text.charCodeAt(begin)) || text.startsWith('xmlns', begin)) return -1;
    local = at + 1;
  }
  const isHidden = text.charCodeAt(local) === UNDERSCORE && text.charCodeAt(local + 1) === UNDERSCORE;
  return local < end && isNameStart(text.charCodeAt(local)) && !isHidden ? local : -1;
}

/** What looks like an entity, but is none of those that are decoded. */
const ODD_ENTITY = /&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|amp|lt|gt|quot|apos);)(?=#?\w{1,32};)/;

const plainText = (text: string): string | null => {
  if (!text.includes('&')) return text;
  return ODD_ENTITY.test(text) ? null : decodeEntities(text);
};

/** Elements of the same name become a list. False for names that mean something to JavaScript. */
function addChild(parent: Draft, key: string, value: JsonValue): boolean {
  const before: unknown = parent[key];
  if (typeof before === 'function' || key === 'prototype') return false;
  if (before === undefined) parent[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else parent[key] = [before as JsonValue, value];
  return true;
}

/** An element as a value: children first, then its own text, then attributes. */
function withAttributes(own: string, children: Draft | null, attributes: readonly string[]): JsonValue {
  if (children === null && attributes.length === 0) return own;
  const value: Draft = children ?? {};
  if (own !== '') value[TEXT] = own;
  for (let at = 0; at < attributes.length; at += 2) value[attributes[at]!] = attributes[at + 1]!;
  return value;
}
