import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: cases by their tags. An index of the array itself would not be used where rows are kept apart, as its
 * operators are not known to keep what they see to themselves; without one, whoever asks for a rare tag goes through the
 * whole queue. A trigger keeps it, also for a process that does not know of it; rows without tags cost nothing.
 */
export class CaseTags20261127130000 implements MigrationInterface {
  name = 'CaseTags20261127130000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table case_tag (
        merchant_id uuid not null,
        tag         text not null,
        case_id     uuid not null,
        primary key (merchant_id, tag, case_id)
      );
      create function keep_case_tags() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          delete from case_tag where merchant_id = old.merchant_id and tag = any(old.tags) and case_id = old.id;
        end if;
        if tg_op <> 'DELETE' then
          insert into case_tag select new.merchant_id, tag, new.id from unnest(new.tags) tag on conflict do nothing;
        end if;
        return null;
      end $$;
      create trigger tags_added after insert on exception_case
        for each row when (new.tags <> '{}') execute function keep_case_tags();
      create trigger tags_changed after update of tags on exception_case
        for each row when (old.tags is distinct from new.tags) execute function keep_case_tags();
      create trigger tags_gone after delete on exception_case
        for each row when (old.tags <> '{}') execute function keep_case_tags();
      insert into case_tag
      select merchant_id, tag, id from exception_case, unnest(tags) tag where tags <> '{}' on conflict do nothing;
      select keep_apart('case_tag');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger tags_added on exception_case;
      drop trigger tags_changed on exception_case;
      drop trigger tags_gone on exception_case;
      drop function keep_case_tags();
      drop table case_tag;
    `);
  }
}
