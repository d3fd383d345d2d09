import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: whether nobody named the carrier of a parcel, so that its number alone speaks for it. A constant default rewrites no row. */
export class GuessedCarriers20261126130000 implements MigrationInterface {
  name = 'GuessedCarriers20261126130000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table shipment add column carrier_guessed boolean not null default false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table shipment drop column carrier_guessed');
  }
}
