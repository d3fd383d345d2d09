import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: which code table gave a milestone its meaning. Without a default, so that no row is rewritten; empty for
 * what was stored before, until it is mapped again.
 */
export class MappingVersion20261126110000 implements MigrationInterface {
  name = 'MappingVersion20261126110000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table milestone add column mapping_version text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table milestone drop column mapping_version');
  }
}
