import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: whose a ticket is, what told that, and what a person says instead; which parcels have tickets; which
 * orders have to be looked at when one of their parcels changes.
 */
export class Signals20261126213000 implements MigrationInterface {
  name = 'Signals20261126213000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table ticket
        -- The order that the ticket names, known or not; order_id is the one that it is of.
        add named_order_id        uuid,
        add email                 text,
        add shipment_id           uuid,
        add match_by              text,
        add corrected_order_id    uuid,
        add corrected_shipment_id uuid,
        add match_corrected_by    uuid,
        add match_corrected_at    timestamptz,
        add looked_at             timestamptz,
        -- What the totals of topics and matches hold of it.
        add counted_topic         text,
        add counted_match         text;
      update ticket set named_order_id = order_id, email = lower(facts->'customerEmail'->>'value');
      create index ticket_named on ticket (merchant_id, named_order_id) where named_order_id is not null;
      create index ticket_email on ticket (merchant_id, email) where email is not null;
      create index ticket_shipment on ticket (merchant_id, shipment_id) where shipment_id is not null;
      alter table shipment add has_tickets boolean not null default false;
      alter table orders add watched boolean not null default false;
      insert into deadline (merchant_id, subject_kind, subject_id, due_at)
      select merchant_id, 'ticket', id, now() from ticket
      on conflict do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from deadline where subject_kind in ('ticket', 'order');
      alter table orders drop watched;
      alter table shipment drop has_tickets;
      drop index ticket_named;
      drop index ticket_email;
      alter table ticket
        drop named_order_id, drop email, drop shipment_id, drop match_by, drop corrected_order_id,
        drop corrected_shipment_id, drop match_corrected_by, drop match_corrected_at, drop looked_at,
        drop counted_topic, drop counted_match;
    `);
  }
}
