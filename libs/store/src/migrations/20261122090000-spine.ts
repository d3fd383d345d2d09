import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: the tables of the way from a raw input to a live exception.
 *
 * Every key starts with the merchant. `inbox` and `milestone` are partitioned by month through their UUIDv7-shaped ids,
 * whose first 48 bits are a time: the id alone prunes partitions. Columns that change with every scan carry no index,
 * so that updates stay heap-only.
 */
export class Spine20261122090000 implements MigrationInterface {
  name = 'Spine20261122090000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TENANTS);
    await db.query(INTAKE);
    await db.query(PROJECTIONS);
    await db.query(CASES);
    await db.query(FEED_AND_TIMERS);
    await db.query(PARTITIONS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop function ensure_month(text, date);
      drop function month_floor(date);
      drop table counter, deadline, feed_floor, change, activity, exception_case, milestone, alias, shipment, orders,
                 dead_letter, pending, inbox, source, app_user, merchant;
    `);
  }
}

const TENANTS = `
  create table merchant (
    id               uuid primary key,
    name             text not null unique,
    time_zone        text not null,
    next_case_number int  not null default 1001,
    created_at       timestamptz not null
  );

  create table app_user (
    merchant_id uuid not null references merchant,
    id          uuid not null,
    name        text not null,
    email       text not null,
    role        text not null,
    -- Kept by deltas: how many open cases the person owns.
    open_cases  int  not null default 0,
    created_at  timestamptz not null,
    primary key (merchant_id, id),
    unique (merchant_id, email)
  );

  create table source (
    merchant_id uuid not null references merchant,
    id          uuid not null,
    plugin      text not null,
    name        text not null,
    kind        text not null,
    enabled     boolean not null default true,
    settings    jsonb not null,
    -- Secret settings, encrypted: never in a log, an answer or a dump in clear.
    secrets     bytea,
    created_at  timestamptz not null,
    removed_at  timestamptz,
    primary key (merchant_id, id)
  );
  -- Names are free again once a source is removed.
  create unique index source_name on source (merchant_id, name) where removed_at is null;
`;

const INTAKE = `
  create table inbox (
    merchant_id  uuid not null,
    -- UUIDv7 of the time of receipt.
    id           uuid not null,
    source_id    uuid not null,
    received_at  timestamptz not null,
    content_type text,
    headers      jsonb not null,
    body         bytea not null,
    primary key (merchant_id, id)
  ) partition by range (id);

  -- Inputs whose effect is not committed yet. Deleted in the transaction that applies them: that is the claim.
  create table pending (
    merchant_id uuid not null,
    input_id    uuid not null,
    source_id   uuid not null,
    -- The process that received it applies it from memory; only later may another one take it up.
    try_after   timestamptz not null,
    attempts    int not null default 0,
    replay      boolean not null default false,
    primary key (merchant_id, input_id)
  ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
  create index pending_try_after on pending (try_after);

  create table dead_letter (
    merchant_id uuid not null,
    id          uuid not null,
    input_id    uuid not null,
    source_id   uuid not null,
    -- Where in the input; empty: the input as a whole.
    path        text not null,
    error       text not null,
    attempts    int  not null,
    preview     text not null,
    received_at timestamptz not null,
    failed_at   timestamptz not null,
    primary key (merchant_id, id),
    unique (merchant_id, input_id, path)
  );
  create index dead_letter_source on dead_letter (merchant_id, source_id);
`;

const PROJECTIONS = `
  create table orders (
    merchant_id    uuid not null,
    -- Derived from merchant and number, so that a parcel can point to an order that is not known yet.
    id             uuid not null,
    number         text not null,
    placed_at      timestamptz,
    cancelled_at   timestamptz,
    customer_id    uuid,
    customer_name  text,
    customer_email text,
    customer_phone text,
    customer_tier  text not null,
    first_time_buyer boolean not null,
    locale         text,
    value_amount   numeric,
    value_currency text,
    promise_from   timestamptz,
    promise_to     timestamptz,
    promise_source text,
    lines          jsonb not null,
    -- The latest word of each source; the columns above are derived from it by ranking.
    statements     jsonb not null,
    primary key (merchant_id, id),
    unique (merchant_id, number)
  ) with (fillfactor = 85);
  create index orders_customer_email on orders (merchant_id, lower(customer_email)) where customer_email is not null;
  create index orders_placed on orders (merchant_id, coalesce(placed_at, timestamptz '1970-01-01 00:00:00+00') desc, id desc);

  create table shipment (
    merchant_id      uuid not null,
    id               uuid not null,
    tracking_number  text not null,
    carrier          text not null,
    -- Carriers recycle numbers: the same number after months is a new parcel.
    epoch            int  not null,
    order_id         uuid,
    order_number     text,
    state            text not null,
    state_since      timestamptz,
    direction        text not null,
    service_level    text,
    tracking_url     text,
    node_code        text,
    node_name        text,
    lane             text,
    labelled_at      timestamptz,
    handed_over_at   timestamptz,
    shipped_at       timestamptz,
    first_scan_at    timestamptz,
    last_scan_at     timestamptz,
    last_movement_at timestamptz,
    delivered_at     timestamptz,
    promise_from     timestamptz,
    promise_to       timestamptz,
    promise_source   text,
    carrier_estimate timestamptz,
    attempts         int not null default 0,
    conflicts        jsonb not null,
    -- The fold's summary: new milestones merge into it without reading history.
    summary          jsonb not null,
    heard_from       timestamptz,
    heard_to         timestamptz,
    open_cases       int not null default 0,
    next_check_at    timestamptz,
    primary key (merchant_id, id),
    unique (merchant_id, tracking_number, carrier, epoch)
  ) with (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
  create index shipment_order on shipment (merchant_id, order_id) where order_id is not null;
  create index shipment_in_trouble on shipment (merchant_id, id) where open_cases > 0;
  create index shipment_node on shipment (merchant_id, node_code, id) where node_code is not null;

  -- Whose the ids are by which sources call a shipment or an order. A row for nobody is the lock of one such id.
  create table alias (
    merchant_id uuid not null,
    -- Derived from source, kind and external id: the subject of what is told under that name.
    id          uuid not null,
    subject_id  uuid not null,
    source_id   uuid not null,
    kind        text not null,
    external_id text not null,
    primary key (merchant_id, id, subject_id)
  );
  create index alias_subject on alias (merchant_id, subject_id);

  create table milestone (
    merchant_id     uuid not null,
    -- The shipment, the order while no parcel is known, or what a source calls either by an id of its own: see alias.
    subject_id      uuid not null,
    -- Derived from the event's identity: the same event always gets the same id, so the key refuses the second.
    id              uuid not null,
    code            text not null,
    reasons         text[] not null,
    occurred_at     timestamptz not null,
    occurred_local  text,
    time_certainty  text not null,
    received_at     timestamptz not null,
    observations    int not null default 1,
    direction       text not null,
    facility_action text,
    delivered_to    text,
    attempt_number  int,
    piece           text,
    leg             text,
    place           jsonb,
    source_id       uuid not null,
    source_code     text,
    source_sub_code text,
    source_text     text,
    input_id        uuid,
    primary key (merchant_id, subject_id, id)
  ) partition by range (id);
`;

const CASES = `
  create table exception_case (
    merchant_id         uuid not null,
    id                  uuid not null,
    number              int  not null,
    shipment_id         uuid,
    order_id            uuid,
    kind                text not null,
    reason              text,
    status              text not null,
    waiting_on          text,
    episode             int  not null,
    cycle               int  not null,
    flags               jsonb not null,
    flag_count          smallint not null,
    owner_id            uuid not null,
    opened_at           timestamptz not null,
    closed_at           timestamptz,
    close_code          text,
    closed_by           text,
    -- The next clock that runs out; the order of the queue.
    due_at              timestamptz not null,
    first_action_due_at timestamptz not null,
    first_action_at     timestamptz,
    warn_at             timestamptz not null,
    warned_at           timestamptz,
    breached_at         timestamptz,
    paused_since        timestamptz,
    resolution_due_at   timestamptz,
    detection           jsonb not null,
    customer_track      jsonb not null,
    recovery_track      jsonb not null,
    tags                text[] not null,
    version             int  not null,
    updated_at          timestamptz not null,
    activity_hash       text not null,
    -- Facts of the shipment and order that the queue filters and searches by; written by apply.
    carrier             text,
    tracking_number     text,
    node_code           text,
    order_number        text,
    customer_email      text,
    primary key (merchant_id, id),
    unique (merchant_id, number)
  ) with (fillfactor = 80);
  create unique index one_open_case on exception_case (merchant_id, coalesce(shipment_id, order_id), kind)
    where status <> 'CLOSED';
  create index case_subject on exception_case (merchant_id, shipment_id);
  create index case_queue on exception_case (merchant_id, due_at, flag_count desc, id) where status <> 'CLOSED';
  create index case_owner on exception_case (merchant_id, owner_id, due_at, flag_count desc, id) where status <> 'CLOSED';
  create index case_kind on exception_case (merchant_id, kind, due_at, flag_count desc, id) where status <> 'CLOSED';
  create index case_closed on exception_case (merchant_id, due_at, flag_count desc, id) where status = 'CLOSED';
  create index case_opened on exception_case (merchant_id, opened_at desc, id desc);
  create index case_updated on exception_case (merchant_id, updated_at desc, id desc);
  create index case_tracking on exception_case (merchant_id, tracking_number);
  create index case_order_number on exception_case (merchant_id, order_number);
  create index case_email on exception_case (merchant_id, lower(customer_email)) where customer_email is not null;

  create table activity (
    merchant_id uuid not null,
    case_id     uuid not null,
    id          uuid not null,
    at          timestamptz not null,
    actor       text not null,
    action      text not null,
    detail      jsonb,
    -- SHA-256 over the hash of the entry before and this entry.
    hash        text not null,
    primary key (merchant_id, case_id, id)
  );
`;

const FEED_AND_TIMERS = `
  create table change (
    merchant_id uuid not null,
    -- Readers stop below the oldest running transaction: a plain id > last would lose rows that commit late.
    xid         xid8 not null default pg_current_xact_id(),
    seq         bigint generated always as identity,
    case_id     uuid not null,
    type        text not null,
    changed     text[] not null,
    at          timestamptz not null,
    actor       text not null,
    -- What filters look at, before (null when opened) and after.
    before      jsonb,
    after       jsonb not null,
    primary key (merchant_id, xid, seq)
  );
  create index change_feed on change (xid, seq);

  -- One row: the last change that was pruned. Cursors before it have expired.
  create table feed_floor (
    xid xid8   not null,
    seq bigint not null
  );
  insert into feed_floor values ('0', 0);

  create table deadline (
    merchant_id  uuid not null,
    subject_kind text not null,
    subject_id   uuid not null,
    due_at       timestamptz not null,
    primary key (merchant_id, subject_kind, subject_id)
  ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02);
  create index deadline_due on deadline (due_at);

  -- Totals kept by deltas, so that no request counts rows.
  create table counter (
    merchant_id uuid not null,
    name        text not null,
    key         text not null,
    value       bigint not null,
    primary key (merchant_id, name, key)
  ) with (fillfactor = 70);
`;

const PARTITIONS = `
  create table inbox_default partition of inbox default;
  create table milestone_default partition of milestone default;

  create function month_floor(month date) returns uuid language sql immutable as $$
    select (lpad(to_hex((extract(epoch from date_trunc('month', month) at time zone 'UTC') * 1000)::bigint), 12, '0')
            || repeat('0', 20))::uuid
  $$;

  -- Makes the partition of one month, taking over what the default partition holds of it. Safe to call twice.
  create function ensure_month(parent text, month date) returns boolean language plpgsql as $$
  declare
    part text := parent || to_char(month, '_YYYY_MM');
    lo uuid := month_floor(month);
    hi uuid := month_floor((month + interval '1 month')::date);
  begin
    perform pg_advisory_xact_lock(hashtext('ensure_month'));
    if to_regclass(part) is not null then
      return false;
    end if;
    execute format('create table %I (like %I including defaults including storage)', part, parent);
    -- Writers wait before they choose a partition: a row that is on its way into the default one would be refused.
    execute format('lock table %I in share row exclusive mode', parent);
    execute format('with moved as (delete from %I where id >= %L and id < %L returning *) insert into %I select * from moved',
                   parent || '_default', lo, hi, part);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, lo, hi);
    return true;
  end $$;
`;
