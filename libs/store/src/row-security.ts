import type { Queryable } from './db';

/** Why the database does not keep merchants apart for this account, and what to do. */
export interface OpenDoor {
  readonly problem: string;
  readonly fix: string;
}

/** Row-level security holds for owners of tables, but not for accounts that stand above it. Null: it holds. */
export async function openDoor(db: Queryable): Promise<OpenDoor | null> {
  const { rows } = await db.query<{ name: string; superuser: boolean; bypasses: boolean; scope: string | null }>(
    `select rolname as name, rolsuper as superuser, rolbypassrls as bypasses, current_setting('hub.merchant', true) as scope
       from pg_roles where rolname = current_user`,
  );
  const { name, superuser, bypasses, scope } = rows[0]!;
  if (superuser || bypasses)
    return {
      problem: `row-level security does not hold for the account ${name}: it ${superuser ? 'is a superuser' : 'has BYPASSRLS'}`,
      fix: 'give the hub an account of its own that owns the database and no more: docs/operating.md, The database',
    };
  if (scope !== '*')
    return {
      problem: 'the settings of the session do not reach the database, so that no rows are seen',
      fix: 'take "options" out of HUB_DATABASE_URL, and connect without a pooler that drops them',
    };
  return null;
}
