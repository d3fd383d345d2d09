import type { Pool } from 'pg';
import { openPool, type Queryable } from './db';
import { openMerchantPool, type MerchantPool } from './merchant-pool';
import { testDatabase, type TestDatabase } from './testing';

const [ANN, BEN] = ['01930000-0000-7000-8000-00000000000a', '01930000-0000-7000-8000-00000000000b'] as const;

describe('a pool of merchants', () => {
  let database: TestDatabase;
  let pool: Pool;
  let merchants: MerchantPool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 2 });
    // One connection, so that every statement comes after one of somebody else.
    merchants = openMerchantPool({ url: database.url, max: 1 });
    for (const id of [ANN, BEN])
      await pool.query(
        `insert into merchant (id, name, time_zone, created_at) values ($1::uuid, $1::text, 'UTC', now())`,
        [id],
      );
  });
  afterAll(async () => {
    await merchants.end();
    await pool.end();
    await database.close();
  });

  const seen = async (db: Queryable): Promise<string[]> =>
    (await db.query<{ id: string }>('select id from merchant order by id')).rows.map(({ id }) => id);
  const bare = async <T>(work: (db: Queryable) => Promise<T>): Promise<T> => {
    const nobody = openPool({ url: database.url, max: 1, seesNothing: true });
    return work(nobody).finally(() => nobody.end());
  };

  it('shows each merchant its own rows, on one connection', async () => {
    expect(await Promise.all([ANN, BEN, ANN, BEN].map((id) => seen(merchants.of(id))))).toEqual([
      [ANN],
      [BEN],
      [ANN],
      [BEN],
    ]);
  });

  it('is told apart from the pool of the hub, which sees all, and from one that says nothing, which sees none', async () => {
    expect(await seen(pool)).toEqual([ANN, BEN]);
    expect(await bare(seen)).toEqual([]);
  });

  it.each([
    ['a text', (db: Queryable) => db.query('select 1 as one')],
    ['a text with values', (db: Queryable) => db.query('select $1::int as one', [1])],
    ['a named statement', (db: Queryable) => db.query({ name: 'one', text: 'select $1::int as one', values: [1] })],
    ['the same again', (db: Queryable) => db.query({ name: 'one', text: 'select $1::int as one', values: [1] })],
  ])('answers %s as any pool does', async (_, ask) => {
    const { rows, rowCount, command, fields } = await ask(merchants.of(ANN));
    expect({ rows, rowCount, command, columns: fields.map(({ name }) => name) }).toEqual({
      rows: [{ one: 1 }],
      rowCount: 1,
      command: 'SELECT',
      columns: ['one'],
    });
  });

  it('gives rows as arrays, moments as Instants, and nothing where there is nothing', async () => {
    const db = merchants.of(ANN);
    const at = `select timestamptz '2026-11-20 12:00Z' as at, 7::bigint as n`;
    expect((await db.query({ text: at, rowMode: 'array' })).rows).toEqual([['2026-11-20T12:00:00.000Z', 7]]);
    expect((await db.query('select 1 where false')).rows).toEqual([]);
    expect((await db.query(`update merchant set name = 'Ann' where id = $1`, [ANN])).rowCount).toBe(1);
  });

  it('says what was wrong with a statement, and goes on with the next', async () => {
    const db = merchants.of(ANN);
    await expect(db.query('select no_such_column from merchant')).rejects.toMatchObject({ code: '42703' });
    await expect(db.query('select $1::int', ['x'])).rejects.toMatchObject({ code: '22P02' });
    expect(await seen(db)).toEqual([ANN]);
  });

  it.each(['', '*', 'nobody', `${ANN}'; set hub.merchant = '*`])('shows nothing to the merchant %p', async (id) => {
    await expect(seen(merchants.of(id)).catch(() => [])).resolves.toEqual([]);
    await expect(merchants.transaction(id, seen).catch(() => [])).resolves.toEqual([]);
  });

  it('changes nothing of others, and adds nothing for them', async () => {
    const db = merchants.of(BEN);
    expect((await db.query(`update merchant set name = 'mine'`)).rowCount).toBe(1);
    expect((await db.query('delete from merchant where id = $1', [ANN])).rowCount).toBe(0);
    const counter = `insert into counter (merchant_id, name, key, value) values ($1, 'n', '', 1)`;
    await expect(db.query(counter, [ANN])).rejects.toMatchObject({ code: '42501' });
    await db.query(counter, [BEN]);
    await expect(db.query('update counter set merchant_id = $1', [ANN])).rejects.toMatchObject({ code: '42501' });
  });

  it('holds a transaction to its merchant, and forgets it at the end', async () => {
    expect(await merchants.transaction(ANN, async (tx) => [await seen(tx), await seen(tx)])).toEqual([[ANN], [ANN]]);
    await merchants.transaction(ANN, () => Promise.reject(new Error('no'))).catch(() => undefined);
    const left = await merchants.transaction(BEN, (tx) => tx.query(`select current_setting('hub.merchant') as left`));
    expect(left.rows).toEqual([{ left: BEN }]);
    expect(await seen(merchants.of(BEN))).toEqual([BEN]);
  });
});
