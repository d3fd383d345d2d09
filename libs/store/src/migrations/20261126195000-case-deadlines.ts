import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Data: the clocks of each open case are looked at once; from then on each look arms the next. */
export class CaseDeadlines20261126195000 implements MigrationInterface {
  name = 'CaseDeadlines20261126195000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      insert into deadline (merchant_id, subject_kind, subject_id, due_at)
      select merchant_id, 'case', id, opened_at from exception_case where status <> 'CLOSED'
      on conflict do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`delete from deadline where subject_kind = 'case'`);
  }
}
