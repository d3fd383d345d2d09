import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: figures of lanes and carriers, kept by what each shipment and case adds to them. Rows are added to, never
 * counted: a look at a lane reads a few days or months of it.
 */
export class LaneFigures20261126193000 implements MigrationInterface {
  name = 'LaneFigures20261126193000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What the shipment added to the figures below, so that it is taken back exactly when it changes.
      alter table shipment add counted jsonb;

      create table day_count (
        merchant_id uuid not null,
        -- LANE or CARRIER.
        scope       text not null,
        name        text not null,
        day         date not null,
        -- SHIPPED, or the kind of the cases that were opened.
        what        text not null,
        n           bigint not null,
        primary key (merchant_id, scope, name, day, what)
      ) with (fillfactor = 70);

      create table transit_time (
        merchant_id uuid not null,
        carrier     text not null,
        lane        text not null,
        -- Empty: any.
        service     text not null,
        month       date not null,
        -- Parcels by stage and bucket of their time to delivery.
        cells       int[] not null,
        primary key (merchant_id, carrier, lane, service, month)
      ) with (fillfactor = 70);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table transit_time, day_count; alter table shipment drop counted;');
  }
}
