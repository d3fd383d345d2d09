import type { Pool } from 'pg';
import { openPool } from './db';
import { openMerchantPool, type MerchantPool } from './merchant-pool';
import { testDatabase, type TestDatabase } from './testing';
import { Abandoned, Waiter } from './waiter';

const ANN = '01930000-0000-7000-8000-00000000000a';
/** Far longer than any test: it ends because it is cancelled. */
const SLOW = 'select pg_sleep(600)';

describe('a statement for which nobody waits any more', () => {
  let database: TestDatabase;
  let pool: Pool;
  let merchants: MerchantPool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 2 });
  });
  beforeEach(() => {
    // One connection: what comes later runs on the one where a statement was cancelled.
    merchants = openMerchantPool({ url: database.url, max: 1, statementTimeoutMs: 0, applicationName: 'waited for' });
  });
  afterEach(() => merchants.end());
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  const running = async (): Promise<number> => {
    const { rows } = await pool.query(`select from pg_stat_activity where query = '${SLOW}' and state = 'active'`);
    return rows.length;
  };
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const backend = async (): Promise<unknown> =>
    (await merchants.of(ANN).query('select pg_backend_pid() as pid')).rows[0];

  it('is cancelled, and the connection goes on', async () => {
    const before = await backend();
    const waiter = new Waiter();
    const slow = merchants.of(ANN, waiter).query(SLOW);
    await until(async () => (await running()) === 1);
    waiter.leave();
    await expect(slow).rejects.toThrow(Abandoned);
    // The server tells of the end before it has taken note of it.
    await until(async () => (await running()) === 0);
    expect(await backend()).toEqual(before);
  });

  it('is cancelled also where its bytes are still on their way when its waiter leaves', async () => {
    const before = await backend();
    for (let turn = 0; turn < 20; turn++) {
      const waiter = new Waiter();
      const slow = merchants.of(ANN, waiter).query(SLOW);
      for (let tick = 0; tick < turn; tick++) await Promise.resolve();
      if (turn % 2) setImmediate(() => waiter.leave());
      else waiter.leave();
      await expect(slow).rejects.toThrow(Abandoned);
    }
    // The server tells of the end before it has taken note of it.
    await until(async () => (await running()) === 0);
    expect(await backend()).toEqual(before);
  });

  it('does not take another one with it: what comes after it on the connection is whole', async () => {
    for (let turn = 0; turn < 200; turn++) {
      const waiter = new Waiter();
      const short = merchants.of(ANN, waiter).query('select pg_sleep(0.001)');
      const next = merchants.of(ANN, new Waiter()).query('select pg_sleep(0.002), 7 as seven');
      setTimeout(() => waiter.leave(), turn % 4);
      await short.then(
        () => undefined,
        (error: unknown) => expect(error).toBeInstanceOf(Abandoned),
      );
      expect((await next).rows).toEqual([expect.objectContaining({ seven: 7 })]);
    }
  });

  it('is not sent when its waiter left while it stood in line, or before it asked', async () => {
    const [first, second] = [new Waiter(), new Waiter()];
    const slow = merchants.of(ANN, first).query(SLOW);
    const inLine = merchants.of(ANN, second).query('select 1 / 0');
    await until(async () => (await running()) === 1);
    second.leave();
    first.leave();
    await expect(slow).rejects.toThrow(Abandoned);
    await expect(inLine).rejects.toThrow(Abandoned);
    await expect(merchants.of(ANN, second).query('select 1')).rejects.toThrow(Abandoned);
    expect((await merchants.of(ANN).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('tells of its own error where there is one, and answers whoever stays', async () => {
    await expect(merchants.of(ANN, new Waiter()).query('select 1 / 0')).rejects.toThrow('division by zero');
    const waiter = new Waiter();
    expect((await merchants.of(ANN, waiter).query('select $1::int as one', [1])).rows).toEqual([{ one: 1 }]);
    waiter.leave();
    expect((await merchants.of(ANN).query('select 2 as two')).rows).toEqual([{ two: 2 }]);
  });
});
