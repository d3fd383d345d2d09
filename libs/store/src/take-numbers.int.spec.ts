import type { Pool } from 'pg';
import { openPool } from './db';
import { inTransaction } from './transactions';
import { takeNumbers } from './take-numbers';
import { testDatabase, type TestDatabase } from './testing';

const SHOP = '01930000-0000-7000-8000-00000000000a';
const OTHER = '01930000-0000-7000-8000-00000000000b';

describe('numbers of cases', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 4, probesOnly: true });
    for (const id of [SHOP, OTHER])
      await pool.query(
        `insert into merchant (id, name, time_zone, created_at) values ($1::uuid, $1::uuid::text, 'UTC', now())`,
        [id],
      );
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  const take = (...counts: [merchantId: string, n: number][]): Promise<Map<string, number>> =>
    inTransaction(pool, (tx) => takeNumbers(tx, 'case', new Map(counts)));

  it('go on for each merchant by itself', async () => {
    expect(await take([SHOP, 3], [OTHER, 1])).toEqual(
      new Map([
        [SHOP, 1001],
        [OTHER, 1001],
      ]),
    );
    expect(await take([OTHER, 2])).toEqual(new Map([[OTHER, 1002]]));
    expect(await take([SHOP, 1])).toEqual(new Map([[SHOP, 1004]]));
  });

  it('are given once when many transactions take them, in whichever order they name merchants', async () => {
    const rounds = Array.from({ length: 40 }, (_, i) => {
      const ids = i % 2 ? [SHOP, OTHER] : [OTHER, SHOP];
      return take(...ids.map((id): [string, number] => [id, 2]));
    });
    const taken = await Promise.all(rounds);
    for (const id of [SHOP, OTHER]) {
      const firsts = taken.map((one) => one.get(id)!).sort((a, b) => a - b);
      expect(firsts).toEqual(firsts.map((_, i) => firsts[0]! + 2 * i));
    }
  });

  it('are free again when the transaction comes to nothing', async () => {
    const [before] = (await take([SHOP, 1])).values();
    const failing = inTransaction(pool, async (tx) => {
      await takeNumbers(tx, 'case', new Map([[SHOP, 5]]));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await take([SHOP, 1])).toEqual(new Map([[SHOP, before! + 1]]));
  });
});
