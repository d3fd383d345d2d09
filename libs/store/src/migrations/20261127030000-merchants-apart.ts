import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Row-level security, forced, on every table with rows of merchants: a connection sees the merchant that the setting
 * `hub.merchant` names, with `*` all, and without it nothing. Addresses in small letters become columns: the planner
 * uses no index by `lower(…)` where rows are kept apart, since that function might tell what it was given.
 */
export class MerchantsApart20261127030000 implements MigrationInterface {
  name = 'MerchantsApart20261127030000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SCOPE);
    await db.query(EMAILS);
    await db.query(PARTITIONS);
    await db.query(`
      select keep_apart(c.oid::regclass)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p');
      select keep_apart('merchant', 'id');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      do $$
      declare kept regclass;
      begin
        for kept in select polrelid::regclass from pg_policy where polname = 'own_rows' loop
          execute format('drop policy own_rows on %s', kept);
          execute format('alter table %s no force row level security, disable row level security', kept);
        end loop;
      end $$;
    `);
    await db.query(FORMER_PARTITIONS);
    await db.query(`
      alter table orders drop email_lower;
      alter table exception_case drop email_lower;
      alter table app_user drop email_lower;
      create index orders_customer_email on orders (merchant_id, lower(customer_email)) where customer_email is not null;
      create index case_email on exception_case (merchant_id, lower(customer_email)) where customer_email is not null;
      create index app_user_email on app_user (lower(email));
      drop function keep_apart(regclass, name);
      drop function merchant_in_scope();
      drop function sees_all_merchants();
    `);
  }
}

const SCOPE = `
  create function sees_all_merchants() returns boolean language sql stable parallel safe
    return current_setting('hub.merchant', true) = '*';
  create function merchant_in_scope() returns uuid language sql stable parallel safe
    return nullif(nullif(current_setting('hub.merchant', true), ''), '*')::uuid;

  -- Every table with rows of merchants is given to this once, by the migration that makes it.
  create function keep_apart(kept regclass, merchant name default 'merchant_id') returns void language plpgsql as $$
  begin
    execute format('alter table %s enable row level security, force row level security', kept);
    -- In sub-selects, both are looked up once a statement instead of once a row.
    execute format('create policy own_rows on %1$s
                      using ((select sees_all_merchants()) or %2$I = (select merchant_in_scope()))
                      with check ((select sees_all_merchants()) or %2$I = (select merchant_in_scope()))',
                   kept, merchant);
  end $$;
`;

const EMAILS = `
  alter table orders add email_lower text generated always as (lower(customer_email)) stored;
  alter table exception_case add email_lower text generated always as (lower(customer_email)) stored;
  alter table app_user add email_lower text generated always as (lower(email)) stored;
  drop index orders_customer_email;
  drop index case_email;
  drop index app_user_email;
  create index orders_customer_email on orders (merchant_id, email_lower) where email_lower is not null;
  create index case_email on exception_case (merchant_id, email_lower) where email_lower is not null;
  create index app_user_email on app_user (email_lower);
`;

const ensureMonth = (protect: string): string => `
  create or replace function ensure_month(parent text, month date) returns boolean language plpgsql as $$
  declare
    part text := parent || to_char(month, '_YYYY_MM');
    lo uuid := month_floor(month);
    hi uuid := month_floor((month + interval '1 month')::date);
  begin
    perform pg_advisory_xact_lock(hashtext('ensure_month'));
    if to_regclass(part) is not null then
      return false;
    end if;
    execute format('create table %I (like %I including defaults including storage)', part, parent);
    -- Writers wait before they choose a partition: a row that is on its way into the default one would be refused.
    execute format('lock table %I in share row exclusive mode', parent);
    execute format('with moved as (delete from %I where id >= %L and id < %L returning *) insert into %I select * from moved',
                   parent || '_default', lo, hi, part);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, lo, hi);
    ${protect}
    return true;
  end $$;
`;
/** Policies of the parent hold for whoever reads the parent; these hold for whoever names the partition. */
const PARTITIONS = ensureMonth('perform keep_apart(part::regclass);');
const FORMER_PARTITIONS = ensureMonth('');
