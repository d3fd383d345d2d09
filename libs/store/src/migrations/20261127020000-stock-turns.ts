import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: the levels with which articles ran out or came back, so that the past can be tried under another policy. */
export class StockTurns20261127020000 implements MigrationInterface {
  name = 'StockTurns20261127020000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table stock_turn (
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
        heard_at    timestamptz not null,
        primary key (merchant_id, sku, source_id, node_code, heard_at)
      );
      create index stock_turn_heard on stock_turn (heard_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table stock_turn');
  }
}
