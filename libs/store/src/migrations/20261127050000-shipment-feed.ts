import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: the change feed of shipments, by day, so that old days are dropped instead of deleted. */
export class ShipmentFeed20261127050000 implements MigrationInterface {
  name = 'ShipmentFeed20261127050000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(DAYS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table shipment_feed_floor, shipment_change;
      drop function ensure_feed_day, drop_feed_days;
    `);
  }
}

const TABLES = `
  create table shipment_change (
    merchant_id     uuid not null,
    xid             xid8 not null default pg_current_xact_id(),
    -- One sequence for both feeds: a position in one is a position in the other.
    seq             bigint not null default nextval(pg_get_serial_sequence('change', 'seq')),
    shipment_id     uuid not null,
    -- What was heard for the first time; null when something else of the shipment changed.
    milestone_id    uuid,
    at              timestamptz not null,
    -- What filters look at, afterwards; and as it was, where the change changed it.
    tracking_number text not null,
    carrier         text not null,
    state           text not null,
    node_code       text,
    order_number    text,
    shipped_at      timestamptz,
    has_open_case   boolean not null,
    was             jsonb,
    primary key (merchant_id, xid, seq, at)
  ) partition by range (at);
  create table shipment_change_default partition of shipment_change default;
  select keep_apart('shipment_change'), keep_apart('shipment_change_default');

  -- One row: the last change that was pruned. Cursors before it have expired.
  create table shipment_feed_floor (
    xid xid8   not null,
    seq bigint not null
  );
  insert into shipment_feed_floor values ('0', 0);
`;

const DAYS = `
  -- Makes the partition of one day, taking over what the default partition holds of it. Safe to call twice.
  create function ensure_feed_day(day date) returns boolean language plpgsql as $$
  declare
    part text := 'shipment_change' || to_char(day, '_YYYY_MM_DD');
    lo timestamptz := day::timestamp at time zone 'UTC';
    hi timestamptz := (day + 1)::timestamp at time zone 'UTC';
  begin
    perform pg_advisory_xact_lock(hashtext('ensure_feed_day'));
    if to_regclass(part) is not null then
      return false;
    end if;
    execute format('create table %I (like shipment_change including defaults including storage)', part);
    lock table shipment_change in share row exclusive mode;
    execute format('with moved as (delete from shipment_change_default where at >= %L and at < %L returning *)
                    insert into %I select * from moved', lo, hi, part);
    execute format('alter table shipment_change attach partition %I for values from (%L) to (%L)', part, lo, hi);
    perform keep_apart(part::regclass);
    return true;
  end $$;

  -- Drops the days that lie wholly before a moment, and moves the floor. Returns how many.
  create function drop_feed_days(before timestamptz) returns int language plpgsql as $$
  declare
    part text;
    dropped int := 0;
  begin
    perform pg_advisory_xact_lock(hashtext('ensure_feed_day'));
    for part in
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'shipment_change'::regclass and c.relname ~ '_[0-9]{4}_[0-9]{2}_[0-9]{2}$'
         and (to_date(right(c.relname, 10), 'YYYY_MM_DD') + 1)::timestamp at time zone 'UTC' <= before
       order by c.relname
    loop
      execute format('update shipment_feed_floor f set xid = g.xid, seq = g.seq
                        from (select xid, seq from %I order by xid desc, seq desc limit 1) g
                       where (g.xid, g.seq) > (f.xid, f.seq)', part);
      execute format('drop table %I', part);
      dropped := dropped + 1;
    end loop;
    with gone as (delete from shipment_change_default where at < before returning xid, seq)
    update shipment_feed_floor f set xid = g.xid, seq = g.seq
      from (select xid, seq from gone order by xid desc, seq desc limit 1) g where (g.xid, g.seq) > (f.xid, f.seq);
    return dropped;
  end $$;
`;
