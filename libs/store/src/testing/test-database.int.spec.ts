import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresCluster } from './postgres-cluster';
import { testDatabase } from './test-database';

const migrations = mkdtempSync(join(tmpdir(), 'whereabouts-migrations-'));
afterAll(() => rmSync(migrations, { recursive: true }));

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a test database', () => {
  let runs = 0;
  const migrate = async (url: string): Promise<void> => {
    runs += 1;
    await ask(url, 'create table fruit as select 1 as id');
  };
  const open = () => testDatabase({ migrate, migrations });

  it('is a copy of one schema, made once', async () => {
    writeFileSync(join(migrations, 'first.ts'), `${process.pid} ${performance.now()}`);
    const [one, other] = await Promise.all([open(), open()]);
    await ask(one.url, 'insert into fruit values (2)');
    expect(await ask(one.url, 'select count(*)::int as fruits from fruit')).toEqual([{ fruits: 2 }]);
    expect(await ask(other.url, 'select count(*)::int as fruits from fruit')).toEqual([{ fruits: 1 }]);
    expect(runs).toBe(1);
    await Promise.all([one.close(), other.close()]);
  });

  it('is made anew when a migration has changed', async () => {
    writeFileSync(join(migrations, 'first.ts'), `changed ${process.pid} ${performance.now()}`);
    const database = await open();
    expect(runs).toBe(2);
    await database.close();
  });

  it('is gone when it is closed, and so are those of crashed runs after an hour', async () => {
    const keeper = await open();
    const closed = await open();
    await ask(keeper.url, 'create database test_1_2_abc');
    await closed.close();
    const next = await open();
    const names = (await ask<{ datname: string }>(keeper.url, 'select datname from pg_database')).map(
      (row) => row.datname,
    );
    expect(names).not.toContain('test_1_2_abc');
    expect(names).not.toContain(new URL(closed.url).pathname.slice(1));
    expect(names).toContain(new URL(next.url).pathname.slice(1));
    await Promise.all([keeper.close(), next.close()]);
  });

  it('is made again after a migration that failed', async () => {
    writeFileSync(join(migrations, 'first.ts'), `failing ${process.pid} ${performance.now()}`);
    const failing = testDatabase({ migrations, migrate: () => Promise.reject(new Error('no such column')) });
    await expect(failing).rejects.toThrow('no such column');
    const database = await open();
    expect(await ask(database.url, 'select id from fruit')).toEqual([{ id: 1 }]);
    await database.close();
  });
});

describe('a cluster of a test’s own', () => {
  it('stops, starts, dies and comes back with what was committed, at one address', async () => {
    const cluster = await postgresCluster();
    try {
      await ask(cluster.url, 'create table fruit as select 1 as id');
      await cluster.restart();
      await ask(cluster.url, 'insert into fruit values (2)');
      await cluster.kill();
      expect(await cluster.pid()).toBe(0);
      await expect(ask(cluster.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
      await cluster.start();
      expect(await ask(cluster.url, 'select count(*)::int as fruits from fruit')).toEqual([{ fruits: 2 }]);
      await cluster.stop();
      expect(await cluster.pid()).toBe(0);
    } finally {
      await cluster.close();
    }
  });
});
