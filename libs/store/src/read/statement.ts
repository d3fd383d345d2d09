import type { Queryable } from '../db';

/** Values of one statement, numbered as they are added. */
export interface Parameters {
  readonly values: unknown[];
  /** Adds a value; returns its place, such as `$3`. */
  add(value: unknown): string;
}

export function parameters(...first: readonly unknown[]): Parameters {
  const values = [...first];
  return { values, add: (value) => `$${values.push(value)}` };
}

/**
 * Beyond so many characters of different texts, further ones are sent unprepared: clients choose the shape of a read, and
 * each connection keeps a plan of each, some 200 bytes for a character.
 */
const MOST_PREPARED = 400_000;
const names = new Map<string, string>();
const kept = { characters: 0 };

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (kept.characters + text.length > MOST_PREPARED) return undefined;
  kept.characters += text.length;
  const name = `read-${names.size}`;
  names.set(text, name);
  return name;
}

/** Runs a read; each text is planned once a connection. */
export async function read<Row extends object>(
  db: Queryable,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await db.query<Row>({ name: nameOf(text), text, values: values as unknown[] });
  return rows;
}

/** The same with rows as arrays, for reads whose rows are put together from several tables. */
export async function readArrays(db: Queryable, text: string, values: readonly unknown[]): Promise<unknown[][]> {
  const { rows } = await db.query<unknown[]>({
    name: nameOf(text),
    text,
    values: values as unknown[],
    rowMode: 'array',
  });
  return rows;
}

/** View column names and the SQL that gives them. */
export type ViewColumns = Readonly<Record<string, string>>;

export const selectList = (columns: ViewColumns): string =>
  Object.entries(columns)
    .map(([name, sql]) => `${sql} as "${name}"`)
    .join(', ');
