import type { Pool } from 'pg';
import { inTransaction, leaveToCommit, openPool, together, type Tx } from './db';
import { testDatabase, type TestDatabase } from './testing';

describe('a transaction', () => {
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

  describe('with statements that need nothing of each other', () => {
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

  describe('with writes that are left to its commit', () => {
    const note = async (tx: Tx, says: string | null): Promise<void> => void (await tx.query(NOTE, [says]));

    it('commits them with all else, in the order in which they were asked', async () => {
      const result = await inTransaction(pool, async (tx) => {
        leaveToCommit(tx, [note(tx, 'left')]);
        await note(tx, 'waited for');
        leaveToCommit(tx, [note(tx, 'left as well')]);
        return 'done';
      });
      expect(result).toBe('done');
      expect(await noted()).toEqual(['left', 'waited for', 'left as well']);
    });

    it('fails as a whole when one of them fails', async () => {
      const failing = inTransaction(pool, async (tx) => {
        await note(tx, 'waited for');
        leaveToCommit(tx, [note(tx, null)]);
      });
      await expect(failing).rejects.toMatchObject({ code: '23502' });
      expect(await noted()).toEqual([]);
    });

    it('fails for their reason, not because what came behind them failed', async () => {
      const failing = inTransaction(pool, async (tx) => {
        leaveToCommit(tx, [note(tx, null)]);
        await note(tx, 'behind it');
      });
      await expect(failing).rejects.toMatchObject({ code: '23502' });
    });

    it('is run again when they lose against another transaction', async () => {
      let tries = 0;
      await inTransaction(pool, (tx) => {
        const lost = `do $$ begin raise exception using errcode = '40001'; end $$`;
        leaveToCommit(tx, [++tries < 3 ? tx.query(lost) : note(tx, `try ${tries}`)]);
        return Promise.resolve();
      });
      expect(await noted()).toEqual(['try 3']);
    });

    it('is run again when its work lost against another one, whatever else failed for the same reason', async () => {
      let tries = 0;
      await inTransaction(pool, (tx) => {
        if (++tries === 2) return note(tx, 'try 2');
        leaveToCommit(tx, [note(tx, null)]);
        return Promise.reject(Object.assign(new Error('somebody was here first'), { code: '40001' }));
      });
      expect(await noted()).toEqual(['try 2']);
    });

    it('takes no statement once its commit was sent, and the connection goes on', async () => {
      const twoSteps = async (tx: Tx): Promise<void> => {
        await note(tx, 'first step');
        await note(tx, 'second step');
      };
      const failing = inTransaction(pool, (tx) => {
        leaveToCommit(tx, [twoSteps(tx)]);
        return Promise.resolve();
      });
      await expect(failing).rejects.toThrow('a statement came after the commit of its transaction was sent');
      expect(await noted()).toEqual(['first step']);
    });

    it('is none that somebody else began', async () => {
      const tx = await pool.connect();
      expect(() => leaveToCommit(tx, [])).toThrow('was not begun here');
      tx.release();
    });
  });

  it('is not taken for done when the failure of a statement was not heeded', async () => {
    const failing = inTransaction(pool, async (tx) => {
      await tx.query(NOTE, ['lost']);
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(failing).rejects.toThrow('its failure was not heeded');
    expect(await noted()).toEqual([]);
  });
});
