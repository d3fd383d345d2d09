import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: the chain over all of a merchant's activity, its daily heads, and how far the sealer has come. */
export class ActivitySeals20261126150000 implements MigrationInterface {
  name = 'ActivitySeals20261126150000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Beside the entries and written after them: those who write entries never wait for the chain.
      create table activity_seal (
        merchant_id uuid   not null,
        number      bigint not null,
        case_id     uuid   not null,
        entry_id    uuid   not null,
        hash        bytea  not null,
        primary key (merchant_id, number)
      );
      create unique index activity_seal_entry on activity_seal (merchant_id, case_id, entry_id);

      create table activity_head (
        merchant_id uuid   not null,
        day         date   not null,
        number      bigint not null,
        hash        bytea  not null,
        primary key (merchant_id, day)
      );

      -- One row. Up to the position in the change feed everything is sealed; null: it has not begun.
      create table activity_sealer (
        xid            xid8,
        seq            bigint,
        -- While entries are sealed that the feed does not tell of: the last case that was looked at.
        sweep_merchant uuid,
        sweep_case     uuid
      );
      insert into activity_sealer default values;

      create function refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
        end $$;
      create trigger append_only before update or delete on activity for each row execute function refuse_change();
      create trigger append_only before update or delete on activity_seal for each row execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger append_only on activity;
      drop table activity_sealer, activity_head, activity_seal;
      drop function refuse_change();
    `);
  }
}
