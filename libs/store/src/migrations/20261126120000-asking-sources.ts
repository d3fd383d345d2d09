import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: when sources are asked about parcels, how their accounts fare, and what is known of the health of sources. */
export class AskingSources20261126120000 implements MigrationInterface {
  name = 'AskingSources20261126120000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SOURCES);
    await db.query(SCHEDULES);
    await db.query(UNMAPPED);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table unmapped_code, follow, poll, pull_account, source_state');
  }
}

const SOURCES = `
  -- What changes with a source's traffic, apart from its settings. One row a source.
  create table source_state (
    merchant_id       uuid not null,
    source_id         uuid not null,
    last_input_at     timestamptz,
    last_push_at      timestamptz,
    -- Null: it cannot be asked, or has no credentials for it.
    account           text,
    rate_requests     int,
    rate_seconds      int,
    last_pull_at      timestamptz,
    last_pull_outcome text,
    last_pull_detail  text,
    -- When the parcels were looked through that were there before it could be asked.
    enrolled_at       timestamptz,
    primary key (merchant_id, source_id)
  ) with (fillfactor = 60);

  -- An account at a source: named after plugin and credentials, so that sources which use the same ones share it, and
  -- other credentials begin anew.
  create table pull_account (
    merchant_id      uuid not null,
    account          text not null,
    -- When it would be idle again, had all its requests been evenly spaced.
    mark             timestamptz not null default 'epoch',
    -- Until when the source asked us to stay away.
    closed_until     timestamptz,
    circuit          text not null default 'CLOSED',
    circuit_failures int  not null default 0,
    circuit_openings int  not null default 0,
    circuit_since    timestamptz,
    circuit_retry_at timestamptz,
    circuit_reason   text,
    primary key (merchant_id, account)
  ) with (fillfactor = 50);
`;

const SCHEDULES = `
  create table poll (
    merchant_id  uuid not null,
    source_id    uuid not null,
    shipment_id  uuid not null,
    due_at       timestamptz not null,
    -- In hand until then; later others may take it up.
    leased_until timestamptz,
    enrolled_at  timestamptz not null,
    asked_at     timestamptz,
    misses       int not null default 0,
    failures     int not null default 0,
    -- What it answered last, and when that was stored.
    digest       bytea,
    stored_at    timestamptz,
    primary key (merchant_id, source_id, shipment_id)
  ) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
  create index poll_due on poll (merchant_id, source_id, due_at);
  create index poll_in_hand on poll (merchant_id, source_id) where leased_until is not null;

  create table follow (
    merchant_id  uuid not null,
    source_id    uuid not null,
    -- Derived from the link: news that points to the same place is one visit.
    id           uuid not null,
    -- The latest input that pointed there.
    input_id     uuid not null,
    link         text not null,
    -- How many links led from the pushed input to this one.
    depth        int  not null,
    due_at       timestamptz not null,
    leased_until timestamptz,
    created_at   timestamptz not null,
    attempts     int not null default 0,
    primary key (merchant_id, source_id, id)
  ) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
  create index follow_due on follow (merchant_id, source_id, due_at);
`;

const UNMAPPED = `
  create table unmapped_code (
    merchant_id uuid not null,
    source_id   uuid not null,
    day         date not null,
    -- The code, or the text without its figures where there is none; empty: all beyond the most that are told apart.
    what        text not null,
    code        text,
    text        text,
    seen        bigint not null,
    primary key (merchant_id, source_id, day, what)
  ) with (fillfactor = 80);
`;
