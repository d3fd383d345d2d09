import { parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { JsonObject, JsonValue, Read } from './json';
import { windows1252Text } from './windows-1252';
import { xmlText } from './xml-text';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Is this a page for people? Looks at the beginning only. */
export const isHtml = (body: Uint8Array): boolean => {
  const start = Buffer.from(body.subarray(0, 512)).toString('latin1');
  return /^(?:\xef\xbb\xbf)?\s*(?:<!--[\s\S]*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html[\s>])/i.test(start);
};

/** Pages that are built to exhaust a reader are deeper than any that people made. */
const MAX_DEPTH = 256;
/** What no reader of the page sees. */
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template', 'option']);
/** Elements that stand on lines of their own, so that words of neighbours do not run together. */
const APART = /^(?:br|p|div|td|th|tr|li|ul|ol|dl|dt|dd|table|h[1-6]|section|article|option|span)$/;

/**
 * The text of a page, in the shape that other documents have: `title`; `rows`, each row of each table as a list of its
 * cells' texts; `lists`, the texts of list items; `byId` and `byClass`, the texts of elements by their id or class;
 * `text`, all of it. Read as browsers do, so broken pages are read too. For sources that offer no interface: pages change
 * without notice.
 */
export function readHtml(bytes: Uint8Array): Read<JsonObject> {
  const decoded = xmlText(bytes);
  // Pages that state no encoding and are not UTF-8 are read as browsers read them.
  const page = decoded.ok ? decoded.value : windows1252Text(bytes);
  const found = {
    rows: [] as JsonValue[],
    lists: [] as JsonValue[],
    byId: new Map<string, string>(),
    byClass: new Map<string, string[]>(),
    title: '',
  };
  const root = parse(page);
  visit(root, 0, (element) => {
    const name = element.tagName;
    if (name === 'title') found.title ||= textOf(element);
    if (name === 'tr') found.rows.push(cellsOf(element).map((cell): JsonValue => textOf(cell)));
    if (name === 'li') found.lists.push(textOf(element));
    for (const { name: key, value } of element.attrs) {
      if (key === 'id' && value !== '' && !found.byId.has(value)) found.byId.set(value, textOf(element));
      if (key === 'class')
        for (const one of value.split(/\s+/))
          if (one !== '') found.byClass.set(one, [...(found.byClass.get(one) ?? []), textOf(element)]);
    }
  });
  const { title, rows, lists, byId, byClass } = found;
  return {
    ok: true,
    value: {
      title,
      rows,
      lists,
      byId: Object.fromEntries(byId),
      byClass: Object.fromEntries(byClass),
      text: textOf(root),
    },
  };
}

function visit(node: Node, depth: number, see: (element: Element) => void): void {
  if (depth > MAX_DEPTH) return;
  if ('tagName' in node) see(node);
  if ('childNodes' in node) for (const child of node.childNodes) visit(child, depth + 1, see);
}

/** The cells of a row itself, not those of tables inside it. */
const cellsOf = (row: Element): Element[] =>
  row.childNodes.filter(
    (child): child is Element => 'tagName' in child && (child.tagName === 'td' || child.tagName === 'th'),
  );

function textOf(node: Node): string {
  const parts: string[] = [];
  collect(node, 0, parts);
  return parts
    .join('')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

function collect(node: Node, depth: number, parts: string[]): void {
  if (depth > MAX_DEPTH) return;
  if (node.nodeName === '#text') parts.push((node as DefaultTreeAdapterTypes.TextNode).value);
  if (!('childNodes' in node) || UNSEEN.has(node.nodeName)) return;
  const isApart = APART.test(node.nodeName);
  if (isApart) parts.push(' ');
  for (const child of node.childNodes) collect(child, depth + 1, parts);
  if (isApart) parts.push(' ');
}

/** Where a reader of a message sees a new line. */
const NEW_LINE = /^(?:br|p|div|tr|li|ul|ol|dl|dt|dd|table|h[1-6]|section|article|blockquote|pre|hr)$/;
/** More than anybody writes in a message. */
const LONGEST_MESSAGE = 100_000;

/** A message as people read it: without markup, entities decoded, a line for each line. Text without markup stays as it is. */
export function plainText(markup: string): string {
  if (!/<[a-z!/]|&#?\w+;/i.test(markup)) return markup.trim();
  const parts: string[] = [];
  collectLines(parseFragment(markup.slice(0, LONGEST_MESSAGE)), 0, parts);
  return parts
    .join('')
    .replace(/ *\n\s*/g, '\n')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function collectLines(node: Node, depth: number, parts: string[]): void {
  if (depth > MAX_DEPTH) return;
  if (node.nodeName === '#text')
    parts.push((node as DefaultTreeAdapterTypes.TextNode).value.replace(/[\s\u00a0]+/g, ' '));
  if (!('childNodes' in node) || UNSEEN.has(node.nodeName)) return;
  const isLine = NEW_LINE.test(node.nodeName);
  if (isLine) parts.push('\n');
  for (const child of node.childNodes) collectLines(child, depth + 1, parts);
  if (isLine && node.nodeName !== 'br') parts.push('\n');
}

/** Plain text as markup that shows it: for sources whose notes are HTML. */
export const htmlOfText = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r?\n/g, '<br>');
