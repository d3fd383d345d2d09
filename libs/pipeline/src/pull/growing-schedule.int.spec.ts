import { after, HOUR, MINUTE, type Instant } from '@whereabouts/model';
import { claimPolls, inTransaction, openPool, settlePolls } from '@whereabouts/store';
import { leaveUncleaned, readMore, rowCounter, type RowsRead } from '@whereabouts/store/testing';
import type { Pool } from 'pg';
import { testShop, type TestShop } from '../testing/test-hub';

/** Parcels that are asked about at once. */
const BATCH = 20;
/** Parcels on the schedule when there are many. */
const MANY = 1_000;

const rowsRead = rowCounter();

describe('the schedule of a source', () => {
  let shop: TestShop;
  let pool: Pool;
  beforeEach(async () => {
    shop = await testShop({ alone: true });
    pool = openPool({ url: shop.url, max: 1, probesOnly: true });
    await leaveUncleaned(shop.pool);
  });
  afterEach(async () => {
    await pool.end();
    await shop.close();
  });

  const now = '2026-11-20T12:00:00.000Z' as Instant;
  const key = () => ({ merchantId: shop.merchant.id, sourceId: shop.sources.get('toy')!.id });
  /** Puts parcels on the schedule that are due by now. */
  const enrol = async (from: number, to: number): Promise<void> => {
    const { merchantId, sourceId } = key();
    const id = `('01930000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`;
    await shop.pool.query(
      `insert into shipment (merchant_id, id, tracking_number, carrier, epoch, state, direction, conflicts, summary)
       select $1, ${id}, 'P' || i, 'toy', 0, 'IN_TRANSIT', 'FORWARD', '[]', '{}' from generate_series($2::int, $3::int) i`,
      [merchantId, from, to],
    );
    await shop.pool.query(
      `insert into poll (merchant_id, source_id, shipment_id, due_at, enrolled_at)
       select $1, $2, ${id}, $5, $5 from generate_series($3::int, $4::int) i`,
      [merchantId, sourceId, from, to, after(now, -HOUR)],
    );
  };
  /** Takes a batch into hand and gives it back for later. */
  const ask = (lease: Instant): Promise<RowsRead> =>
    rowsRead(shop.pool, async () => {
      const polls = await inTransaction(pool, (tx) => claimPolls(tx, key(), now, BATCH, lease));
      expect(polls).toHaveLength(BATCH);
      const settled = polls.map((poll) => ({ ...poll, dueAt: after(now, HOUR), askedAt: now }));
      await settlePolls(pool, key(), lease, settled);
    });

  it('is read no more for a batch when many parcels are on it', async () => {
    await enrol(1, BATCH);
    await shop.pool.query('analyze');
    const few = await ask(after(now, MINUTE));
    await enrol(BATCH + 1, MANY);
    expect(readMore(few, await ask(after(now, 2 * MINUTE)), 5 * BATCH)).toEqual([]);
    const { rows } = await shop.pool.query('select 1 from poll where leased_until is null and asked_at = $1', [now]);
    expect(rows).toHaveLength(2 * BATCH);
  });
});
