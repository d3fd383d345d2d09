import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: stock levels as sources tell them, and which orders wait for which articles. */
export class Stock20261126220000 implements MigrationInterface {
  name = 'Stock20261126220000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table inventory_level (
        merchant_id uuid not null,
        source_id   uuid not null,
        sku         text not null,
        -- Empty where the source does not tell its places apart.
        node_code   text not null,
        source_kind text not null,
        on_hand     double precision not null,
        -- Null where the source does not say.
        available   double precision,
        at          timestamptz not null,
        primary key (merchant_id, source_id, sku, node_code)
      ) with (fillfactor = 85);
      create index inventory_level_sku on inventory_level (merchant_id, sku);

      -- Articles of orders that nobody began to pick, as far as was known when the order was last looked at.
      create table waiting_line (
        merchant_id uuid not null,
        order_id    uuid not null,
        sku         text not null,
        primary key (merchant_id, order_id, sku)
      );
      create index waiting_line_sku on waiting_line (merchant_id, sku);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table waiting_line, inventory_level');
  }
}
