import type { Pool } from 'pg';
import { openPool, type Tx } from './db';
import { inTransaction, leaveToCommit, outOfTurn, sheetOf, together, type Sheet } from './transactions';
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

  describe('with a sheet', () => {
    const sheet = (): Sheet & { readonly lines: string[] } => {
      const lines: string[] = [];
      return { lines, write: (tx) => [tx.query(NOTE, [lines.join(' and ')])] };
    };

    it('writes it once and last, whoever adds to it', async () => {
      await inTransaction(pool, async (tx) => {
        sheetOf(tx, sheet).lines.push('this');
        await tx.query(NOTE, ['between']);
        sheetOf(tx, sheet).lines.push('that');
        leaveToCommit(tx, [tx.query(NOTE, ['left'])]);
      });
      expect(await noted()).toEqual(['between', 'left', 'this and that']);
    });

    it('begins a new one when it is run again, and fails with it', async () => {
      let tries = 0;
      await inTransaction(pool, (tx) => {
        sheetOf(tx, sheet).lines.push(`try ${++tries}`);
        if (tries === 1) leaveToCommit(tx, [tx.query(`do $$ begin raise exception using errcode = '40001'; end $$`)]);
        return Promise.resolve();
      });
      expect(await noted()).toEqual(['try 2']);
      const failing = inTransaction(pool, (tx) => {
        sheetOf(tx, () => ({ write: () => [tx.query('select 1 / 0')] }));
        return Promise.resolve();
      });
      await expect(failing).rejects.toThrow('division by zero');
    });
  });

  describe('that needs a row out of turn', () => {
    const take = (tx: Pick<Tx, 'query'>, row: number): Promise<unknown> =>
      tx.query(`update seat set taken = taken + 1 where id = $1`, [row]);
    const takeOutOfTurn = async (tx: Tx, row: number): Promise<void> => {
      await outOfTurn(tx, async (whenHeld) => {
        const skip = whenHeld === 'skip' ? 'skip locked' : '';
        return (await tx.query(`select 1 from seat where id = $1 for update ${skip}`, [row])).rowCount === 1;
      });
      await take(tx, row);
    };
    let wide: Pool;
    beforeAll(async () => {
      wide = openPool({ url: database.url, max: 2 });
      await wide.query('create table seat (id int primary key, taken int not null)');
    });
    beforeEach(() => wide.query('truncate seat; insert into seat values (1, 0), (2, 0)'));
    afterAll(() => wide.end());
    const taken = async (): Promise<number[]> =>
      (await wide.query<{ taken: number }>('select taken from seat order by id')).rows.map((row) => row.taken);

    /** Both connections tell what happened to them. */
    const deadlocks = async (): Promise<number> => {
      await Promise.all([1, 2].map(() => wide.query('select pg_stat_force_next_flush(), pg_sleep(0.05)')));
      const { rows } = await wide.query<{ n: number }>(
        'select deadlocks::int as n from pg_stat_database where datname = current_database()',
      );
      return rows[0]!.n;
    };

    it('makes way for whoever holds it and waits for what it holds itself, and is run again', async () => {
      let tries = 0;
      const holds = Promise.withResolvers<void>();
      const inTurn = inTransaction(wide, async (tx) => {
        await take(tx, 1);
        await holds.promise;
        await take(tx, 2);
      });
      const against = inTransaction(wide, async (tx) => {
        tries += 1;
        await take(tx, 2);
        holds.resolve();
        await takeOutOfTurn(tx, 1);
      });
      await Promise.all([inTurn, against]);
      expect(tries).toBe(2);
      expect(await taken()).toEqual([2, 2]);
      expect(await deadlocks()).toBe(0);
    });

    it('waits for others who do not wait for it', async () => {
      let tries = 0;
      const held = await wide.connect();
      await held.query('begin');
      await take(held, 1);
      await inTransaction(wide, async (tx) => {
        tries += 1;
        setTimeout(() => void held.query('commit'), 100);
        await takeOutOfTurn(tx, 1);
      });
      held.release();
      expect(tries).toBe(1);
      expect(await taken()).toEqual([2, 0]);
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
