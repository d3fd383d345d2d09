import type { Pool } from 'pg';
import { commandFactsOf } from './case-facts';
import { lockCases } from './cases';
import { openPool } from './db';
import { inTransaction } from './transactions';
import { ownersOfCases, peopleOf } from './owners';
import { holdShipmentsOfCases } from './shipments-of-cases';
import { testDatabase, type TestDatabase } from './testing';

const SHOP = '01930000-0000-7000-8000-00000000000a';
/** On fewer rows any plan is as cheap as another. */
const CASES = 5_000;
/** The server tries five plans for the parameters at hand before it keeps one for all. */
const TRIED = 5;

describe("statements behind people's commands", () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 1, probesOnly: true });
  });
  beforeAll(async () => {
    const rows = `generate_series(1, ${CASES}) i`;
    const id = `('01930000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`;
    await pool.query(`insert into merchant (id, name, time_zone, created_at) values ('${SHOP}', 'shop', 'UTC', now())`);
    await pool.query(
      `insert into shipment (merchant_id, id, tracking_number, carrier, epoch, state, direction, conflicts, summary)
       select '${SHOP}', ${id}, 'P' || i, 'toy', 0, 'IN_TRANSIT', 'FORWARD', '[]', '{}' from ${rows}`,
    );
    await pool.query(
      `insert into exception_case (merchant_id, id, number, shipment_id, kind, status, episode, cycle, flags, flag_count, owner_id, opened_at,
              due_at, first_action_due_at, warn_at, resolution_due_at, detection, customer_track, recovery_track, tags, version, updated_at, activity_hash)
       select '${SHOP}', ${id}, i, ${id}, 'STALLED_IN_TRANSIT', 'OPEN', 1, 1, '[]', 0, '${SHOP}', now(),
              now(), now(), now(), now(), '{}', '{}', '{}', '{}', 1, now(), '' from ${rows}`,
    );
    await pool.query('vacuum analyze shipment, exception_case');
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  it('are planned once, not for each command', async () => {
    for (let command = 0; command < 3 * TRIED; command++)
      await inTransaction(pool, async (tx) => {
        await holdShipmentsOfCases(tx, SHOP, [SHOP]);
        await lockCases(tx, SHOP, [SHOP]);
        await peopleOf(tx, SHOP, [SHOP]);
        await commandFactsOf(tx, SHOP, [SHOP]);
        await ownersOfCases(tx, [SHOP]);
      });
    const { rows } = await pool.query<{ name: string }>(
      'select name from pg_prepared_statements where custom_plans > $1',
      [TRIED],
    );
    expect(rows).toEqual([]);
    expect((await pool.query('select from pg_prepared_statements where generic_plans > 0')).rowCount).toBe(5);
  });
});
