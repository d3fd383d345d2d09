import pg from 'pg';
import type { Queryable } from '../db';

/** Rows by their table, however they were read: from end to end, or by any of its indexes. */
export type RowsRead = ReadonlyMap<string, number>;

/** Rows that were read while some work was done, over all connections that the counter knows of. */
export type RowCounter = (db: Queryable, work: () => Promise<unknown>) => Promise<RowsRead>;

/**
 * Counts what is read over the connections that this process opens from now on. A server process tells what it has read
 * when it is idle, but not twice a second: then it keeps it for ten seconds, so each of them is asked to tell at once.
 */
export function rowCounter(): RowCounter {
  const connections = openConnections();
  const told = async (db: Queryable): Promise<RowsRead> => {
    await Promise.all([...connections].map((connection) => connection.query('select pg_stat_force_next_flush()')));
    return toldSoFar(db);
  };
  return async (db, work) => {
    const before = await told(db);
    await work();
    const now = await told(db);
    return new Map([...now].map(([name, n]) => [name, n - (before.get(name) ?? 0)]));
  };
}

/** The connections of this process that are open, of those that are opened from now on. */
function openConnections(): ReadonlySet<pg.Client> {
  const open = new Set<pg.Client>();
  const prototype = pg.Client.prototype as { connect: () => unknown };
  prototype.connect = new Proxy(prototype.connect, {
    apply(connect, client: pg.Client, given: []) {
      open.add(client);
      client.once('end', () => open.delete(client));
      return Reflect.apply(connect, client, given);
    },
  });
  return open;
}

/** Rows that were read since the database was made, as far as it was told. */
async function toldSoFar(db: Queryable): Promise<RowsRead> {
  const { rows } = await db.query<{ name: string; n: number }>(
    `select relname as name, seq_tup_read + coalesce(sum(i.idx_tup_read), 0)::bigint as n
       from pg_stat_user_tables t left join pg_stat_user_indexes i using (relid, relname)
      where t.schemaname in ('public', 'pgboss') group by relid, relname, seq_tup_read`,
  );
  return new Map(rows.map(({ name, n }) => [name, n]));
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
