import type { Queryable } from '@whereabouts/store';

export type Row = Readonly<Record<string, unknown>>;

/** Inserts rows as they are; what is left out gets its default. */
export async function insertRowsOf(db: Queryable, table: string, ...rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {}).join(', ');
  const text = `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`;
  await db.query(text, [JSON.stringify(rows)]);
}
