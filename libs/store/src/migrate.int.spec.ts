import pg from 'pg';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appliedMigrations, migrate, migrateDown, MIGRATIONS, pendingMigrations } from './migrate';
import { testDatabase, type TestDatabase } from './testing';

const NAMES = MIGRATIONS.map(({ name }) => name);
const folder = mkdtempSync(join(tmpdir(), 'whereabouts-no-migrations-'));

describe('migrations', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase({ migrate: () => Promise.resolve(), migrations: folder });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  /** All that a schema consists of, but for the record of migrations. */
  const schema = async (): Promise<string[]> => {
    const { rows } = await client.query<{ part: string }>(`
      select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as part
        from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration'
      union all select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migration'
      union all select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'schema_migration'
      union all select 'function ' || proname from pg_proc where pronamespace = 'public'::regnamespace
      union all select 'sequence ' || sequencename from pg_sequences where schemaname = 'public' and sequencename not like 'schema_migration%'
      order by 1`);
    return rows.map(({ part }) => part);
  };

  it('are all pending in an empty database, and asking changes nothing', async () => {
    expect(await appliedMigrations(client)).toEqual([]);
    expect(await pendingMigrations(client)).toEqual(NAMES);
    expect(await schema()).toEqual([]);
  });

  it('go up, all the way down to nothing, and up to the same again', async () => {
    expect(await migrate(database.url)).toEqual(NAMES);
    const made = await schema();
    expect(made.length).toBeGreaterThan(100);
    for (const name of NAMES.toReversed()) expect(await migrateDown(database.url)).toBe(name);
    expect(await migrateDown(database.url)).toBeNull();
    expect(await schema()).toEqual([]);
    expect(await migrate(database.url)).toEqual(NAMES);
    expect(await schema()).toEqual(made);
  });

  it('are applied once when several processes start at the same time', async () => {
    while ((await migrateDown(database.url)) !== null);
    const applied = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
    expect(applied.flat()).toEqual(NAMES);
    expect(await pendingMigrations(client)).toEqual([]);
  });
});
