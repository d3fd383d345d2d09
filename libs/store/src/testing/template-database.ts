import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/** Any number that is ours alone in the test cluster. */
const LOCK = 4_402_817;

export type Migrate = (url: string) => Promise<unknown>;

/** Changes with the name or the content of any file below a folder. */
export async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort())
    hash
      .update(`${file.slice(folder.length)}\0`)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** One process at a time. */
export async function withLock<T>(admin: pg.Client, work: () => Promise<T>): Promise<T> {
  await admin.query(`select pg_advisory_lock(${LOCK})`);
  try {
    return await work();
  } finally {
    await admin.query(`select pg_advisory_unlock(${LOCK})`);
  }
}

/**
 * Name of the database that holds the schema of these migrations; makes it at first. It is marked as a template when
 * it is finished, so one whose making was interrupted is made again.
 */
export async function templateDatabase(
  admin: pg.Client,
  fingerprint: string,
  migrate: (database: string) => Promise<unknown>,
): Promise<string> {
  const name = `template_${fingerprint}`;
  const isFinished = async (): Promise<boolean> =>
    (await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [name])).rowCount === 1;
  if (await isFinished()) return name;
  await withLock(admin, async () => {
    if (await isFinished()) return;
    await dropTemplates(admin);
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name}`);
    await migrate(name);
    await admin.query(`comment on database ${name} is '${String(await seconds(admin))}'`);
    await admin.query(`alter database ${name} with is_template true allow_connections false`);
  });
  return name;
}

const TEMPLATE_KEPT_SECONDS = 24 * 3600;
const DATABASE_KEPT_SECONDS = 3600;

export const seconds = async (admin: pg.Client): Promise<number> =>
  (await admin.query<{ now: number }>(`select extract(epoch from now())::int as now`)).rows[0]?.now ?? 0;

/** Schemas of former days. Others may still be in use by another working copy. */
async function dropTemplates(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname like 'template\\_%' and datistemplate
        and shobj_description(oid, 'pg_database')::int < extract(epoch from now()) - ${TEMPLATE_KEPT_SECONDS}`,
  );
  for (const { datname } of rows) {
    await admin.query(`alter database ${datname} with is_template false`);
    await admin.query(`drop database ${datname}`).catch(() => undefined); // being copied
  }
}

/** Databases of runs that ended without closing them; what is still connected to is left alone. */
export async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database
      where datname ~ '^test_[0-9]+_' and split_part(datname, '_', 2)::int < extract(epoch from now()) - ${DATABASE_KEPT_SECONDS}`,
  );
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname}`).catch(() => undefined);
}
