import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: a door that is closed ends the transaction at the server, with all that was sent behind the question. */
export class ShareDoor20261127110000 implements MigrationInterface {
  name = 'ShareDoor20261127110000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function share_door(door bigint) returns void language plpgsql as $$
      begin
        if not pg_try_advisory_xact_lock_shared(door) then
          raise exception using errcode = 'cannot_connect_now', message = 'a rebuild is under way: come back when it is done';
        end if;
      end $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop function share_door');
  }
}
