import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: where a shipment goes, so that cases of one address are found. Filled with the next news, or by a rebuild. */
export class Destinations20261126223000 implements MigrationInterface {
  name = 'Destinations20261126223000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table shipment add destination jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table shipment drop destination');
  }
}
