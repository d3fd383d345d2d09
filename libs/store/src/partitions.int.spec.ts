import { instant, type Instant } from '@whereabouts/model';
import type { Pool } from 'pg';
import { openPool } from './db';
import { namedUuid } from './ids';
import { putInputs } from './inbox';
import { ensurePartitions } from './partitions';
import { testDatabase, type TestDatabase } from './testing';

const MERCHANT = '01930000-0000-7000-8000-000000000001';

describe('partitions', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 8 });
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  let inputs = 0;
  const put = (at: Instant): Promise<void> => {
    const id = namedUuid(Date.parse(at), String(inputs++));
    const input = { merchantId: MERCHANT, id, sourceId: MERCHANT, receivedAt: at, contentType: null, headers: {} };
    return putInputs(pool, [{ ...input, body: Buffer.from('x') }], 5);
  };
  const where = async (at: Instant): Promise<string[]> => {
    const { rows } = await pool.query<{ part: string }>(
      'select distinct tableoid::regclass::text as part from inbox where received_at = $1',
      [at],
    );
    return rows.map(({ part }) => part);
  };

  it('are made for the months and days around now, once, by however many processes', async () => {
    const now = instant('2026-11-20T12:00:00Z');
    const made = await Promise.all([1, 2, 3, 4].map(() => ensurePartitions(pool, now)));
    expect(made.reduce((sum, one) => sum + one)).toBe(14 + 9);
    expect(await ensurePartitions(pool, now)).toBe(0);
    expect(await ensurePartitions(pool, instant('2026-12-01T00:00:00Z'))).toBe(2 + 9);
  });

  it.each([
    ['2026-11-01T00:00:00.000Z', 'inbox_2026_11'],
    ['2026-10-31T23:59:59.999Z', 'inbox_2026_10'],
    ['2027-01-31T23:59:59.999Z', 'inbox_2027_01'],
    ['1970-01-01T00:00:00.000Z', 'inbox_default'],
    ['2031-02-28T00:00:00.000Z', 'inbox_default'],
  ])('hold what came at %s in %s', async (at, part) => {
    await put(at as Instant);
    expect(await where(at as Instant)).toEqual([part]);
  });

  it('take over what the default partition holds of their month', async () => {
    const at = instant('2028-02-29T12:00:00Z');
    await put(at);
    await put(at);
    expect(await where(at)).toEqual(['inbox_default']);
    await ensurePartitions(pool, at);
    expect(await where(at)).toEqual(['inbox_2028_02']);
    expect((await pool.query('select 1 from inbox where received_at = $1', [at])).rowCount).toBe(2);
  });

  it('are made while inputs of their month pour in, and lose none', async () => {
    const at = instant('2029-06-15T12:00:00Z');
    const state = { sent: 0, isOver: false };
    const sender = async (): Promise<void> => {
      while (!state.isOver) {
        await put(at);
        state.sent++;
      }
    };
    const senders = [sender(), sender(), sender(), sender()];
    while (state.sent < 100) await new Promise((resolve) => setTimeout(resolve, 5));
    await ensurePartitions(pool, at);
    state.isOver = true;
    await Promise.all(senders);
    expect(await where(at)).toEqual(['inbox_2029_06']);
    expect((await pool.query('select 1 from inbox where received_at = $1', [at])).rowCount).toBe(state.sent);
  });
});
