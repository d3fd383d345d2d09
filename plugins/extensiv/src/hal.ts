import { asObject, type Found, type JsonValue } from '@whereabouts/plugin-sdk';

/** What a resource holds under a link relation such as `http://api.3plCentral.com/rels/orders/item`, of which the end counts. */
export function embedded({ value, path }: Found, relation: string): readonly Found[] {
  const all = asObject(asObject(value)?._embedded);
  for (const key in all) {
    const list = all[key];
    if (!key.toLowerCase().endsWith(`/${relation}`) || !Array.isArray(list)) continue;
    return (list as readonly JsonValue[]).map((item, at) => ({ value: item, path: `${path}/_embedded/${key}/${at}` }));
  }
  return [];
}

/** Plain JSON has the same fields as HAL, each beginning with a capital letter. Not deeper than JSON that is read may be. */
export function camelCased(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(camelCased);
  const object = asObject(value);
  if (object === null) return value;
  const said: { [key: string]: JsonValue } = {};
  for (const key in object) said[lowered(key)] = camelCased(object[key] ?? null);
  return said;
}

/** Fields of the API are few; a document that names thousands of its own must not fill the memory. */
const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, string>();

function lowered(key: string): string {
  const before = remembered.get(key);
  if (before !== undefined) return before;
  const other = key.replace(/^[A-Z]/, (first) => first.toLowerCase());
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, other);
  return other;
}
