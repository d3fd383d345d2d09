import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: cases of an incident in the order of their ids, so that a page of thousands is a stretch of an index. */
export class IncidentCases20261127120000 implements MigrationInterface {
  name = 'IncidentCases20261127120000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index case_incident;
      create index case_incident on exception_case (merchant_id, incident_id, id) where incident_id is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index case_incident;
      create index case_incident on exception_case (merchant_id, incident_id) where incident_id is not null;
    `);
  }
}
