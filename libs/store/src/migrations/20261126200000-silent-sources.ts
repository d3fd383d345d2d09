import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: for whom each source speaks and its latest silence; incidents, of which a silent source is one kind. */
export class SilentSources20261126200000 implements MigrationInterface {
  name = 'SilentSources20261126200000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table source_voice (
        merchant_id   uuid not null,
        source_id     uuid not null,
        -- Empty: it does not say for whom it speaks.
        carrier       text not null,
        last_input_at timestamptz not null,
        silent_from   timestamptz,
        spoke_at      timestamptz,
        -- A person said that its silence is none; until it speaks.
        is_muted      boolean not null default false,
        primary key (merchant_id, source_id, carrier)
      ) with (fillfactor = 60);

      alter table merchant add next_incident_number int not null default 1;

      create table incident (
        merchant_id uuid not null,
        id          uuid not null,
        number      int  not null,
        -- SOURCE_SILENT, or what its cases have in common.
        type        text not null,
        -- What exactly: at most one live incident of a key.
        key         text not null,
        title       text not null,
        because     text not null,
        status      text not null,
        since       timestamptz not null,
        opened_at   timestamptz not null,
        decided_at  timestamptz,
        decided_by  text,
        closed_at   timestamptz,
        -- Kept by deltas.
        cases       int not null default 0,
        open_cases  int not null default 0,
        -- Cases wait to be linked to it, or to be let go.
        is_linking  boolean not null default false,
        source_id   uuid,
        primary key (merchant_id, id),
        unique (merchant_id, number)
      ) with (fillfactor = 70);
      create unique index one_live_incident on incident (merchant_id, key) where status in ('OFFERED', 'ACCEPTED');
      create index incident_key on incident (merchant_id, key, opened_at desc);
      create index incident_status on incident (merchant_id, status, opened_at desc, id desc);
      create index incident_opened on incident (merchant_id, opened_at desc, id desc);
      create index incident_linking on incident (merchant_id, id) where is_linking;

      -- What open cases that belong to no incident have in common with others. Gone when they are closed or linked.
      create table case_key (
        merchant_id uuid not null,
        key         text not null,
        opened_at   timestamptz not null,
        case_id     uuid not null,
        primary key (merchant_id, key, opened_at, case_id)
      );
      create index case_key_case on case_key (merchant_id, case_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table case_key, incident, source_voice; alter table merchant drop next_incident_number;');
  }
}
