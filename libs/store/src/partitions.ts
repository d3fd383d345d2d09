import type { Instant } from '@whereabouts/model';
import type { Queryable } from './db';
import { ensureFeedDays } from './shipment-feed';

const PARTITIONED = ['inbox', 'milestone'] as const;
/** Older and later months stay in the default partitions: a carrier's absurd date must not make a table. */
const MONTHS_BACK = 3;
const MONTHS_AHEAD = 3;

/** Makes the partitions around `now`: months, and days of the feed of shipments. Called at start and a few times a day; safe from several processes. */
export async function ensurePartitions(db: Queryable, now: Instant): Promise<number> {
  const { rows } = await db.query<{ made: number }>(
    `select count(*) filter (where ensure_month(t.name, (date_trunc('month', $2::timestamptz at time zone 'UTC')
                                                        + make_interval(months => m.n))::date))::int as made
       from unnest($1::text[]) t(name), generate_series(${-MONTHS_BACK}, ${MONTHS_AHEAD}) m(n)`,
    [PARTITIONED, now],
  );
  return rows[0]!.made + (await ensureFeedDays(db, now));
}
