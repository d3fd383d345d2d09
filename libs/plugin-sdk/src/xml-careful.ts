import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MAX_DEPTH, type JsonObject, type Read } from './json';
import { lineAndColumn } from './json-fault';
import { ATTRIBUTE, TEXT } from './xml-shape';
import { decodeEntities } from './xml-text';

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE,
  textNodeName: TEXT,
  removeNSPrefix: true,
  // Its defaults turn tracking numbers into floats.
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities are decoded by us: the five of XML and characters by number, nothing that expands.
  processEntities: false,
  tagValueProcessor: (_name, value) => decodeEntities(value),
  attributeValueProcessor: (_name, value) => decodeEntities(value),
  maxNestedTags: MAX_DEPTH,
});

/** Reads any document, and says what is wrong with one that is not XML. */
export function readXmlWithCare(text: string): Read<JsonObject> {
  const plain = withoutSpecials(text);
  if (!plain.ok) return plain;
  try {
    const valid = XMLValidator.validate(plain.value);
    if (valid !== true)
      return refused(`${valid.err.msg.replace(/\s+/g, ' ')} At line ${valid.err.line}, column ${valid.err.col}`);
    const value = PARSER.parse(plain.value) as JsonObject;
    const [root, ...more] = Object.entries(value);
    if (root === undefined || root[0] === TEXT) return refused('no root element');
    if (more.length > 0 || Array.isArray(root[1])) return refused('something beside the one root element');
    return { ok: true, value };
  } catch (fault) {
    return refused(fault instanceof Error ? fault.message : 'not XML');
  }
}

const refused = (problem: string): { readonly ok: false; readonly problem: string } => ({ ok: false, problem });

const SPECIALS = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' } as const;

/**
 * The document with CDATA as escaped text, without comments and processing instructions, so that the parser sees
 * elements and text only. Line breaks stay, so that positions in problems hold.
 */
function withoutSpecials(text: string): Read<string> {
  const pieces: string[] = [];
  let done = 0;
  for (let at = nextSpecial(text, 0); at >= 0; at = nextSpecial(text, done)) {
    const kind = (Object.keys(SPECIALS) as (keyof typeof SPECIALS)[]).find((begin) => text.startsWith(begin, at));
    if (kind === undefined) return refused(declarationProblem(text, at));
    const end = text.indexOf(SPECIALS[kind], at + kind.length);
    if (end < 0) return refused(`${kind} is not closed, from ${lineAndColumn(text, at)}`);
    const inside = text.slice(at + kind.length, end);
    pieces.push(repaired(text.slice(done, at)), kind === '<![CDATA[' ? escaped(inside) : inside.replace(/[^\n]+/g, ''));
    done = end + SPECIALS[kind].length;
  }
  return { ok: true, value: pieces.join('') + repaired(text.slice(done)) };
}

function nextSpecial(text: string, from: number): number {
  for (let at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1))
    if (text[at + 1] === '!' || text[at + 1] === '?') return at;
  return -1;
}

function declarationProblem(text: string, at: number): string {
  if (/^<!doctype\s+html/i.test(text.slice(at, at + 40))) return 'not XML but HTML';
  return `a declaration ${/^<!doctype/i.test(text.slice(at, at + 9)) ? 'of a document type ' : ''}is not accepted, at ${lineAndColumn(text, at)}`;
}

/** An ampersand that begins no entity, as in `AT&T`, can only mean itself. Carriers forget to escape it. */
const repaired = (text: string): string => text.replace(/&(?!#?\w{1,32};)/g, '&amp;');

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
