import type { Rewrite } from './rewrite';

const PART = /<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->|<\?[^]*?\?>|<![^>]*>|<[^>]*>|[^<]+/g;
const ATTRIBUTE = /([\w:.-]+)(\s*=\s*)("[^"]*"|'[^']*')/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const localName = (name: string): string => name.replace(/^.*:/, '');

const decoded = (text: string): string =>
  text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
const encoded = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => `&${Object.keys(ENTITIES).find((name) => ENTITIES[name] === one)!};`);

/** Gives every text and attribute in an XML text to `visit`, and puts what it returns in their place. Comments go. */
export function rewriteXml(text: string, visit: Rewrite): string | null {
  if (!/^\uFEFF?\s*</.test(text) || /<(!doctype\s+)?html/i.test(text)) return null;
  const open: string[] = [];
  const value = (raw: string, keys: readonly string[]): string => {
    const plain = decoded(raw);
    const trimmed = plain.trim();
    if (trimmed === '') return raw;
    const result = /^<[a-z?]/i.test(trimmed) ? rewriteXml(trimmed, visit) : visit(keys, trimmed);
    return result === null || result === trimmed ? raw : encoded(plain.replace(trimmed, () => result));
  };
  return text.replace(PART, (part) => {
    if (part.startsWith('<!--')) return '';
    if (part.startsWith('<![CDATA[')) {
      const plain = part.slice(9, -3);
      return plain.trim() === '' ? part : `<![CDATA[${visit(open, plain).replaceAll(']]>', '')}]]>`;
    }
    if (/^<[?!]/.test(part)) return part;
    if (!part.startsWith('<')) return value(part, open);
    if (part.startsWith('</')) {
      open.pop();
      return part;
    }
    const name = localName(/^<([^\s/>]*)/.exec(part)![1]!);
    const tag = part.replace(ATTRIBUTE, (whole, key: string, equals: string, quoted: string) =>
      key.startsWith('xmlns')
        ? whole
        : `${key}${equals}"${value(quoted.slice(1, -1), [...open, name, localName(key)]).replaceAll('"', '&quot;')}"`,
    );
    if (!part.endsWith('/>')) open.push(name);
    return tag;
  });
}
