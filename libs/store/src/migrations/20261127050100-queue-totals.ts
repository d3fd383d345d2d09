import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: totals of open cases that a live summary of the queue is read from, for cases that are open already. */
export class QueueTotals20261127050100 implements MigrationInterface {
  name = 'QueueTotals20261127050100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      with open as (
        select merchant_id, opened_at,
               status || '|' || kind || '|' || owner_id || '|' ||
               case when breached_at is not null then 'BREACHED'
                    when first_action_at is not null
                      then case when first_action_at <= first_action_due_at then 'MET' else 'BREACHED' end
                    when paused_since is not null then 'PAUSED'
                    when warned_at is not null then 'WARNING'
                    else 'ON_TRACK' end as key
          from exception_case where status <> 'CLOSED')
      insert into counter (merchant_id, name, key, value)
      select merchant_id, 'queue', key, count(*) from open group by 1, 3
      union all
      select merchant_id, 'queue-opened', key, sum(extract(epoch from opened_at)::bigint) from open group by 1, 3`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`delete from counter where name in ('queue', 'queue-opened')`);
  }
}
