import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findBinaries } from '../embedded/binaries';
import { openEmbeddedDatabase } from '../embedded/embedded-database';
import { postgresCluster } from './postgres-cluster';
import { dropLeftovers, fingerprintOf, seconds, templateDatabase } from './template-database';
import type { Migrate } from './template-database';

export interface TestDatabase {
  readonly url: string;
  /** Drops the database; the last one out stops the server. */
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Brings an empty database to the schema wanted. Default: this package's migrations. */
  readonly migrate?: Migrate;
  /** The folder whose files decide whether the schema is made anew. */
  readonly migrations?: string;
  /**
   * On a server of its own. While a transaction of any database of a server runs, rows that were deleted stay in sight
   * and are read again, and the feed waits for it: what counts rows that are read cannot have neighbours.
   */
  readonly alone?: boolean;
}

const MIGRATIONS = join(dirname(fileURLToPath(import.meta.url)), '../migrations');

/** TypeORM takes long to load and is needed only when the schema has changed. */
const ownMigrations: Migrate = async (url) => (await import('../migrate')).migrate(url);

/**
 * A database of one spec file's own with all migrations applied: a copy of one that is made once. All runs of one
 * user on this machine share a server, which does not sync to disk.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { migrate = ownMigrations, migrations = MIGRATIONS, alone = false } = options;
  if (alone) return databaseAlone(migrate);
  const server = await openEmbeddedDatabase({ dataDir: serverFolder(), durability: 'quick', log: () => undefined });
  const admin = new pg.Client({ connectionString: server.url });
  admin.on('error', () => undefined);
  const leave = async (): Promise<void> => {
    await admin.end().catch(() => undefined);
    await server.release();
  };
  try {
    await admin.connect();
    const urlFor = (database: string): string => server.url.replace(/[^/]*$/, database);
    const template = await templateDatabase(admin, await fingerprintOf(migrations), (name) => migrate(urlFor(name)));
    await dropLeftovers(admin);
    const name = `test_${await seconds(admin)}_${process.pid}_${randomBytes(4).toString('hex')}`;
    await admin.query(`create database ${name} template ${template}`);
    return {
      url: urlFor(name),
      async close() {
        await admin.query(`drop database if exists ${name} with (force)`).catch(() => undefined);
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function databaseAlone(migrate: Migrate): Promise<TestDatabase> {
  const cluster = await postgresCluster();
  try {
    await migrate(cluster.url);
    return cluster;
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

/**
 * Folder of the shared server. A server that does not sync may be damaged when the machine goes down, so each run of
 * the machine has its own, and those of former ones are removed.
 */
function serverFolder(): string {
  const user = `whereabouts-test-${process.getuid?.() ?? 0}-`;
  const name = `${user}${findBinaries().version.split('.')[0]}-${bootId()}`;
  for (const other of readdirSync(tmpdir()))
    if (other.startsWith(user) && !other.endsWith(`-${bootId()}`))
      rmSync(join(tmpdir(), other), { recursive: true, force: true });
  return join(tmpdir(), name);
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  } catch {
    return 'any';
  }
}
