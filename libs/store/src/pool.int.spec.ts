import type { Pool } from 'pg';
import { openPool } from './db';
import { testDatabase, type TestDatabase } from './testing';

const HOUR_MS = 3_600_000;

describe('a pool', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await testDatabase();
  });
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    pool = openPool({ url: database.url, max: 3 });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await pool.end();
  });
  afterAll(() => database.close());

  const backends = async (): Promise<number[]> => {
    const asked = [1, 2, 3].map(() => pool.query<{ pid: number }>('select pg_backend_pid() as pid, pg_sleep(0.05)'));
    return (await Promise.all(asked)).map(({ rows }) => rows[0]!.pid).sort();
  };

  it('keeps its connections, and the plans they made, however long nobody asks', async () => {
    const before = await backends();
    expect(new Set(before).size).toBe(3);
    await jest.advanceTimersByTimeAsync(HOUR_MS);
    expect(await backends()).toEqual(before);
  });
});
