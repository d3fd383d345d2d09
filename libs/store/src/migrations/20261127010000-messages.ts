import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: the log of what customers are told. */
export class Messages20261127010000 implements MigrationInterface {
  name = 'Messages20261127010000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table message (
        merchant_id      uuid not null,
        id               uuid not null,
        case_id          uuid not null,
        -- The version of the case in which it was written: what tells it from others of the case.
        said             int  not null,
        order_id         uuid,
        -- The ticket in which the customer is answered.
        ticket_id        uuid,
        channel          text not null,
        template         text not null,
        language         text not null,
        status           text not null,
        recipient        text not null,
        subject          text,
        body             text not null,
        -- Equal for what must not be said twice.
        same_as          uuid not null,
        written_by       text not null,
        queued_at        timestamptz not null,
        due_at           timestamptz not null,
        -- In hand until then; later others may take it up.
        leased_until     timestamptz,
        tries            int  not null default 0,
        sent_at          timestamptz,
        failed_at        timestamptz,
        withdrawn_at     timestamptz,
        withheld_because text,
        -- What whoever delivers it calls it.
        reference        text,
        primary key (merchant_id, id)
      ) with (fillfactor = 80);
      create unique index message_of_case on message (merchant_id, case_id, said);
      create index message_of_order on message (merchant_id, order_id) where order_id is not null;
      create index message_status on message (merchant_id, status, id);
      create index message_same on message (merchant_id, same_as);
      create unique index message_pending on message (merchant_id, same_as) where status in ('QUEUED', 'AWAITING_APPROVAL');
      create index message_due on message (due_at) where status = 'QUEUED';
      -- Where merchants are kept apart already; where they are not yet, that is done for all tables there are.
      do $$ begin
        if to_regproc('keep_apart') is not null then perform keep_apart('message'); end if;
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table message');
  }
}
