import { canonicalText } from '@whereabouts/model';

/** Column names with their PostgreSQL types, in the order in which rows are written. */
export type Columns = Readonly<Record<string, string>>;

const ESCAPED_TROUBLE = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** PostgreSQL refuses NUL and lone surrogates in text; the raw bytes of an input keep them. */
const clean = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value;

/** JSON text that PostgreSQL takes. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u') && ESCAPED_TROUBLE.test(text) ? JSON.stringify(value, clean) : text;
}

/**
 * Rows as JSON text for `recordset`. A column that is null is left out: the server makes the same of both, and half of
 * what a row has no value for would otherwise be written, sent and read.
 */
export function rowsToJson<T>(items: readonly T[], toRow: (item: T) => Record<string, unknown>): string {
  const rows = items.map((item) => {
    const row = toRow(item);
    for (const column in row) if (row[column] === null) row[column] = undefined;
    return row;
  });
  return toJson(rows);
}

/** One text for equal values, before and after the database kept them: text as it is stored, keys in one order. */
export const canonicalJson = (value: unknown): string => canonicalText(JSON.parse(toJson(value)));

/**
 * A batch of rows as one parameter: `json_to_recordset($n) as r(…)`. One static statement serves every batch size, and
 * one `JSON.stringify` is cheaper than quoting an array for each column.
 *
 * A planner takes what comes of a function for 100 rows, for which it would rather go through a table of some thousands,
 * or through one that had next to nothing in it when the statement was planned, than look a hundred times. So it is told
 * of one row: by a condition that is always true, and that it takes for rare whatever any table holds.
 */
export function recordset(columns: Columns, parameter = '$1', alias = 'r'): string {
  const names = Object.keys(columns);
  const list = names.map((name) => `${name} ${columns[name]}`).join(', ');
  const [key] = names;
  return `(select * from json_to_recordset(${parameter}::json) as ${alias}(${list}) where nullif(${key}, ${key}) is null) ${alias}`;
}

/** `insert into t (…) select … from recordset`, to which a caller adds its conflict clause. */
export function insertRows(table: string, columns: Columns): string {
  const names = Object.keys(columns).join(', ');
  return `insert into ${table} (${names}) select ${names} from ${recordset(columns)}`;
}

/** `update t set … from recordset where keys match`. */
export function updateRows(table: string, keys: readonly string[], columns: Columns): string {
  const sets = Object.keys(columns)
    .filter((name) => !keys.includes(name))
    .map((name) => `${name} = r.${name}`)
    .join(', ');
  const match = keys.map((key) => `t.${key} = r.${key}`).join(' and ');
  return `update ${table} t set ${sets} from ${recordset(columns)} where ${match}`;
}
