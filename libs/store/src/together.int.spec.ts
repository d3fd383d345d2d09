import type { Pool } from 'pg';
import { inTransaction, openPool, together } from './db';
import { testDatabase, type TestDatabase } from './testing';

describe('statements of a transaction that need nothing of each other', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 1 });
    await pool.query('create table note (id serial primary key, says text not null)');
  });
  beforeEach(() => pool.query('truncate note restart identity'));
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  const noted = async (): Promise<string[]> =>
    (await pool.query<{ says: string }>('select says from note order by id')).rows.map(({ says }) => says);
  const NOTE = 'insert into note (says) values ($1) returning says';

  it('run in the order in which they were asked, and give their results in it', async () => {
    const said = ['first', 'second', 'third'];
    const results = await inTransaction(pool, (tx) =>
      together(said.map((says) => tx.query<{ says: string }>({ name: 'note', text: NOTE, values: [says] }))),
    );
    expect(results.map(({ rows }) => rows[0]!.says)).toEqual(said);
    expect(await noted()).toEqual(said);
  });

  it('that need nothing of the server are values', async () => {
    const [rows, nothing, sum] = await inTransaction(pool, (tx) =>
      together([tx.query('select 1 as one').then((result) => result.rows), null, 3 + 4]),
    );
    expect([rows, nothing, sum]).toEqual([[{ one: 1 }], null, 7]);
  });

  it('fail for the reason of the one that failed, not because others failed after it', async () => {
    const failing = inTransaction(pool, (tx) => {
      const fails = tx.query('select 1 / 0');
      return together([tx.query(NOTE, ['behind it']), fails]);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await noted()).toEqual([]);
  });

  it('are all over before the transaction is rolled back: none runs after it, by itself', async () => {
    const slowly = async (ask: () => Promise<unknown>): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await ask();
    };
    const failing = inTransaction(pool, (tx) =>
      together([tx.query('select 1 / 0'), slowly(() => tx.query(NOTE, ['too late']))]),
    );
    await expect(failing).rejects.toThrow('division by zero');
    expect(await noted()).toEqual([]);
  });
});
