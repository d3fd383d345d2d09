import { parse, type HTMLElement } from 'node-html-parser';
import type { JsonObject, JsonValue, Read } from './json';
import { decodeEntities, xmlText } from './xml-text';

/** Is this a page for people? Looks at the beginning only. */
export const isHtml = (body: Uint8Array): boolean => {
  const start = Buffer.from(body.subarray(0, 512)).toString('latin1');
  return /^(?:\xef\xbb\xbf)?\s*(?:<!--[\s\S]*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html[\s>])/i.test(start);
};

/**
 * The text of a page, in the shape that other documents have: `title`; `rows`, each row of each table as a list of its
 * cells' texts; `lists`, the texts of list items; `byId` and `byClass`, the texts of elements by their id or class;
 * `text`, all of it. For sources that offer no interface: pages change without notice.
 */
export function readHtml(bytes: Uint8Array): Read<JsonObject> {
  const decoded = xmlText(bytes);
  // Pages that state no encoding and are not UTF-8 are read as browsers read them.
  const page = decoded.ok ? decoded.value : new TextDecoder('windows-1252').decode(bytes);
  const root = parse(page, { comment: false, blockTextElements: { script: false, style: false } });
  const byClass = Object.create(null) as Record<string, string[]>;
  const byId = Object.create(null) as Record<string, string>;
  for (const element of root.querySelectorAll('[id],[class]')) {
    if (element.id) byId[element.id] ??= textOf(element);
    for (const name of element.classNames.split(/\s+/)) if (name) (byClass[name] ??= []).push(textOf(element));
  }
  const rows: JsonValue[] = root
    .querySelectorAll('tr')
    .map((row) => row.querySelectorAll('td,th').map((cell): JsonValue => textOf(cell)));
  return {
    ok: true,
    value: {
      title: textOf(root.querySelector('title')),
      rows,
      lists: root.querySelectorAll('li').map((item): JsonValue => textOf(item)),
      byId: { ...byId },
      byClass: { ...byClass },
      text: textOf(root),
    },
  };
}

const textOf = (element: HTMLElement | null): string =>
  element === null
    ? ''
    : decodeEntities(element.structuredText)
        .replace(/&nbsp;|\u00a0/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
