import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: what the clocks of a case say beside the first action, and when to look at them again. */
export class CaseClocks20261126170000 implements MigrationInterface {
  name = 'CaseClocks20261126170000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table exception_case
        add escalated_at       timestamptz,
        add paused_until       timestamptz,
        add next_update_due_at timestamptz,
        add next_clock_at      timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table exception_case
        drop escalated_at, drop paused_until, drop next_update_due_at, drop next_clock_at;
    `);
  }
}
