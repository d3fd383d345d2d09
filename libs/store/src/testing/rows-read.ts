import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '../db';

/** A server process tells what it has read no more often than each second, and when it has nothing else to do. */
const TOLD_MS = 1_500;

/** Rows by their table, however they were read: from end to end, or by any of its indexes. */
export type RowsRead = ReadonlyMap<string, number>;

/** Rows that were read so far, as far as it was told. */
export async function toldSoFar(db: Queryable): Promise<RowsRead> {
  const { rows } = await db.query<{ name: string; n: number }>(
    `select relname as name, seq_tup_read + coalesce(sum(i.idx_tup_read), 0)::bigint as n
       from pg_stat_user_tables t left join pg_stat_user_indexes i using (relid, relname)
      where t.schemaname in ('public', 'pgboss') group by relid, relname, seq_tup_read`,
  );
  return new Map(rows.map(({ name, n }) => [name, n]));
}

async function readSoFar(db: Queryable): Promise<RowsRead> {
  await sleep(TOLD_MS);
  return toldSoFar(db);
}

/** Has a connection tell at once what was read over it. */
export const tell = (connection: Queryable): Promise<unknown> => connection.query('select pg_stat_force_next_flush()');

/** What was read from one moment to another. */
export const readBetween = (before: RowsRead, now: RowsRead): RowsRead =>
  new Map([...now].map(([name, n]) => [name, n - (before.get(name) ?? 0)]));

/** Rows that are read while some work is done. */
export async function rowsRead(db: Queryable, work: () => Promise<unknown>): Promise<RowsRead> {
  const before = await readSoFar(db);
  await work();
  return readBetween(before, await readSoFar(db));
}

/** Of what more is read than before, apart from what may be chance: `[table, before, now]`. */
export const readMore = (before: RowsRead, now: RowsRead, chance: number): (readonly [string, number, number])[] =>
  [...now].map(([name, n]) => [name, before.get(name) ?? 0, n] as const).filter(([, few, many]) => many > few + chance);

/** From now on the server neither cleans up behind the hub nor looks at how much there is: it is behind with both. */
export async function leaveUncleaned(db: Queryable): Promise<void> {
  await db.query(`do $$ declare t regclass; begin
    for t in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relkind = 'r' and n.nspname in ('public', 'pgboss') loop
      execute format('alter table %s set (autovacuum_enabled = off)', t);
    end loop; end $$`);
}
