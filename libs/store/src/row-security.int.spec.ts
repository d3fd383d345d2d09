import type pg from 'pg';
import { openPool } from './db';
import { openDoor } from './row-security';
import { testDatabase, type TestDatabase } from './testing';

describe('whether the database keeps merchants apart', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  const asked = async (options: { seesNothing?: boolean; url?: string }): Promise<string | undefined> => {
    const pool = openPool({ url: database.url, max: 1, ...options });
    try {
      return (await openDoor(pool))?.problem;
    } finally {
      await pool.end();
    }
  };

  it('holds for the account of the embedded database, which is an owner and no more', async () => {
    expect(await asked({})).toBeUndefined();
  });

  it('is in doubt where the settings of the session are lost', async () => {
    expect(await asked({ seesNothing: true })).toMatch(/no rows are seen/);
    expect(await asked({ url: `${database.url}?options=-c%20search_path%3Dpublic` })).toMatch(/no rows are seen/);
  });

  it.each([
    [{ superuser: true, bypasses: false }, /account ops: it is a superuser/],
    [{ superuser: false, bypasses: true }, /account ops: it has BYPASSRLS/],
  ])('does not hold for an account that is %p', async (attributes, problem) => {
    const rows = [{ name: 'ops', scope: '*', ...attributes }];
    const door = await openDoor({ query: async () => ({ rows }) } as unknown as pg.Pool);
    expect(door?.problem).toMatch(problem);
    expect(door?.fix).toMatch(/operating\.md/);
  });
});
