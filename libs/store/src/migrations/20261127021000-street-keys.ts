import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: which house a shipment goes to, as a hash, so that cases of one address are found by an index. Filled with the
 * next news, or by a rebuild. It does not change with scans, so that updates stay heap-only.
 */
export class StreetKeys20261127021000 implements MigrationInterface {
  name = 'StreetKeys20261127021000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table shipment add street_key text;
      create index shipment_street on shipment (merchant_id, street_key) where street_key is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index shipment_street; alter table shipment drop street_key;');
  }
}
