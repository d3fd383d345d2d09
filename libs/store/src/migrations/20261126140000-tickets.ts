import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: what helpdesks say, with the topic that rules find and the one that a person puts in its place. */
export class Tickets20261126140000 implements MigrationInterface {
  name = 'Tickets20261126140000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ticket (
        merchant_id     uuid not null,
        -- Derived from source and what the helpdesk calls it.
        id              uuid not null,
        source_id       uuid not null,
        external_id     text not null,
        -- Each fact with when it was said: see mergeTickets.
        facts           jsonb not null,
        -- All below is derived from the facts by apply, but for the correction.
        subject         text not null,
        opened_at       timestamptz not null,
        closed_at       timestamptz,
        order_id        uuid,
        tracking_number text,
        topic           text not null,
        topic_because   text,
        corrected_topic text,
        corrected_by    uuid,
        corrected_at    timestamptz,
        primary key (merchant_id, id)
      );
      create index ticket_order on ticket (merchant_id, order_id) where order_id is not null;
      create index ticket_parcel on ticket (merchant_id, tracking_number) where tracking_number is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table ticket');
  }
}
