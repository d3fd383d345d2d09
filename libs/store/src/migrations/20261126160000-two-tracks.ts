import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: what a case keeps from its first signal to its close: the ticket that opened it, the history of its
 * clocks, what was asked for, the incident that it belongs to and its earlier cycles.
 */
export class TwoTracks20261126160000 implements MigrationInterface {
  name = 'TwoTracks20261126160000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table exception_case
        add ticket_id         uuid,
        add snoozed_until     timestamptz,
        add clocks            jsonb not null default '[]',
        add evidence_requests jsonb not null default '[]',
        add incident_id       uuid,
        add earlier_cycles    jsonb not null default '[]';
      drop index one_open_case;
      create unique index one_open_case on exception_case (merchant_id, coalesce(shipment_id, order_id, ticket_id), kind)
        where status <> 'CLOSED';
      create index case_order on exception_case (merchant_id, order_id) where order_id is not null;
      create index case_ticket on exception_case (merchant_id, ticket_id) where ticket_id is not null;
      create index case_incident on exception_case (merchant_id, incident_id) where incident_id is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index one_open_case;
      create unique index one_open_case on exception_case (merchant_id, coalesce(shipment_id, order_id), kind)
        where status <> 'CLOSED';
      alter table exception_case
        drop ticket_id, drop snoozed_until, drop clocks, drop evidence_requests, drop incident_id, drop earlier_cycles;
    `);
  }
}
