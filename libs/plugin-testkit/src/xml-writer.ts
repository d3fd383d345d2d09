import type { JsonObject, JsonValue } from '@whereabouts/plugin-sdk';
import { isList, isRecord } from './json-tree';

/**
 * Writes what `readXml` read: children by name, attributes as `@name`, own text as `#text`, lists as repeated elements.
 * Names that XML does not allow are made ones that it does, so that a damaged document stays XML.
 */
export function xmlOf(document: JsonValue): string {
  const root = isRecord(document) ? document : { damaged: document };
  return Object.entries(root)
    .map(([name, value]) => elements(name, value))
    .join('');
}

function elements(name: string, value: JsonValue): string {
  if (isList(value)) return value.map((item) => elements(name, item)).join('');
  const tag = nameOf(name);
  if (!isRecord(value)) return `<${tag}>${escaped(value)}</${tag}>`;
  const { attributes, inside } = partsOf(value);
  return `<${tag}${attributes}>${inside}</${tag}>`;
}

function partsOf(value: JsonObject): { readonly attributes: string; readonly inside: string } {
  let attributes = '';
  let inside = '';
  for (const [key, inner] of Object.entries(value))
    if (key === '#text') inside += isRecord(inner) || isList(inner) ? elements('text', inner) : escaped(inner);
    else if (key.startsWith('@') && key.length > 1)
      attributes += ` ${nameOf(key.slice(1))}="${escaped(isRecord(inner) || isList(inner) ? 'nested' : inner)}"`;
    else inside += elements(key, inner);
  return { attributes, inside };
}

const escaped = (value: JsonValue): string =>
  value === null
    ? ''
    : String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const nameOf = (name: string): string => {
  const allowed = name.replace(/[^\p{L}\p{N}_.-]/gu, '_');
  return /^[\p{L}_]/u.test(allowed) ? allowed : `_${allowed}`;
};
