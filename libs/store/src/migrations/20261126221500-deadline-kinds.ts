import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each kind of deadline is looked at by itself: a storm of one kind must not be searched for another. */
export class DeadlineKinds20261126221500 implements MigrationInterface {
  name = 'DeadlineKinds20261126221500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index deadline_kind_due on deadline (subject_kind, due_at);
      drop index deadline_due;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create index deadline_due on deadline (due_at);
      drop index deadline_kind_due;
    `);
  }
}
