import { ATTRIBUTE } from './xml-shape';

/** ASCII, with at most one prefix. */
const NAME = /^(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)$/;
/** Prefix, and name, of what declares a namespace. */
const XMLNS = 'xmlns';

/** Documents of a source use the same names over and over. */
const known = new Map<string, string | null>();
const MOST_REMEMBERED = 4_000;
const LONGEST_REMEMBERED = 100;

/** The key of an attribute of this name, empty for the declaration of a namespace; null where the name is no plain one. */
export function attributeKey(name: string): string | null {
  const before = known.get(name);
  if (before !== undefined) return before;
  const [, prefix, local] = NAME.exec(name) ?? [];
  if (local === undefined) return null;
  const key = prefix === XMLNS || (prefix === undefined && local === XMLNS) ? '' : ATTRIBUTE + local;
  if (name.length > LONGEST_REMEMBERED) return key;
  if (known.size >= MOST_REMEMBERED) known.clear();
  // A copy, lest the name keeps the document that it is a part of.
  known.set(Buffer.from(name, 'latin1').toString('latin1'), key);
  return key;
}
