import type { Pool } from 'pg';
import { instant, msOf } from '@whereabouts/model';
import { openPool } from './db';
import { namedUuid } from './ids';
import { putInputs } from './inbox';
import { ensurePartitions } from './partitions';
import { testDatabase, type TestDatabase } from './testing';

/** Tables without rows of merchants, and what they hold instead. */
const OF_NOBODY: Readonly<Record<string, string>> = {
  schema_migration: 'which migrations were applied',
  feed_floor: 'up to where the feed was pruned',
  shipment_feed_floor: 'the same of the feed of shipments',
  policy_stamp: 'a number that grows with every change of any policy',
  activity_sealer: 'how far the sealer has come',
};

interface Kept {
  readonly name: string;
  readonly column: string | null;
  readonly isKept: boolean;
  readonly policies: readonly { readonly command: string; readonly using: string; readonly check: string }[];
}

const TABLES = `
  select c.relname as name,
         (select a.attname from pg_attribute a
           where a.attrelid = c.oid and not a.attisdropped
             and a.attname = case c.relname when 'merchant' then 'id' else 'merchant_id' end) as column,
         c.relrowsecurity and c.relforcerowsecurity as "isKept",
         coalesce((select json_agg(json_build_object('command', p.polcmd, 'using', pg_get_expr(p.polqual, p.polrelid),
                                                     'check', pg_get_expr(p.polwithcheck, p.polrelid)))
                     from pg_policy p where p.polrelid = c.oid), '[]') as policies
    from pg_class c
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`;

describe('the tables of merchants', () => {
  let database: TestDatabase;
  let pool: Pool;
  let tables: readonly Kept[];
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 2 });
    await ensurePartitions(pool, instant('2026-11-20T12:00:00Z'));
    tables = (await pool.query<Kept>(TABLES)).rows;
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  const wrongWith = ({ name, column, isKept, policies }: Kept): string | null => {
    if (Object.hasOwn(OF_NOBODY, name)) return column === null ? null : `${name} has a merchant: take it off OF_NOBODY`;
    if (column === null)
      return `${name} has no merchant: add the column merchant_id and write in its migration: select keep_apart('${name}'); or say in OF_NOBODY what it holds`;
    if (!isKept || policies.length === 0)
      return `${name} shows everybody's rows: write in its migration: select keep_apart('${name}');`;
    const rule = `(( SELECT sees_all_merchants() AS sees_all_merchants) OR (${column} = ( SELECT merchant_in_scope() AS merchant_in_scope)))`;
    const isOurs =
      policies.length === 1 && policies.every((one) => one.command === '*' && one.using === rule && one.check === rule);
    return isOurs
      ? null
      : `${name} has other policies than keep_apart gives: several are joined by OR, so each must hold`;
  };

  it('are kept apart, every one of them and every partition', () => {
    expect(tables.map(wrongWith).filter((problem) => problem !== null)).toEqual([]);
    expect(tables.filter(({ isKept }) => isKept).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['merchant', 'exception_case', 'milestone', 'milestone_default', 'milestone_2026_11']),
    );
  });

  it.each([
    [
      'a table that nothing was said of',
      { name: 'x', column: 'merchant_id', isKept: false, policies: [] },
      /keep_apart\('x'\)/,
    ],
    [
      'one whose merchant nobody knows',
      { name: 'x', column: null, isKept: false, policies: [] },
      /add the column merchant_id/,
    ],
    [
      'one that lets all read',
      { name: 'x', column: 'merchant_id', isKept: true, policies: [{ command: '*', using: 'true', check: 'true' }] },
      /other policies/,
    ],
  ] as const)('would be found out: %s', (_, table, problem) => {
    expect(wrongWith(table)).toMatch(problem);
  });

  it('are read by no view that would see with the eyes of its owner, and by no function of that kind', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
          and not coalesce(reloptions @> '{security_invoker=true}', false)
       union all select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
    );
    expect(rows).toEqual([]);
  });

  it('show nothing to a connection that does not say whose it is', async () => {
    const nobody = openPool({ url: database.url, max: 1, seesNothing: true });
    const id = '01930000-0000-7000-8000-00000000000a';
    const now = instant('2026-11-20T12:00:00Z');
    await pool.query(`insert into merchant (id, name, time_zone, created_at) values ($1, 'A', 'UTC', now())`, [id]);
    await pool.query(`insert into counter (merchant_id, name, key, value) values ($1, 'n', '', 1)`, [id]);
    const input = { merchantId: id, id: namedUuid(msOf(now), 'x'), sourceId: id, receivedAt: now, contentType: null };
    await putInputs(pool, [{ ...input, headers: {}, body: Buffer.from('x') }], 5);
    for (const table of ['merchant', 'counter', 'inbox', 'inbox_2026_11', 'pending']) {
      const count = `select count(*)::int as rows from ${table}`;
      const seen = [(await pool.query(count)).rows, (await nobody.query(count)).rows];
      expect([table, ...seen]).toEqual([table, [{ rows: 1 }], [{ rows: 0 }]]);
    }
    await nobody.end();
  });
});
