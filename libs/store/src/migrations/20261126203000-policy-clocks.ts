import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: how far the clocks of open cases were read anew under a changed policy, and the way through open cases. */
export class PolicyClocks20261126203000 implements MigrationInterface {
  name = 'PolicyClocks20261126203000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The last case that was read anew; null: all were.
      alter table policy_sweep add after_case uuid;
      create index case_open on exception_case (merchant_id, id) where status <> 'CLOSED';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index case_open; alter table policy_sweep drop after_case');
  }
}
