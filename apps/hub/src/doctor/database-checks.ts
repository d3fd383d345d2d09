import { msBetween, type Clock, type Instant } from '@whereabouts/model';
import type { PluginLoading } from '@whereabouts/pipeline';
import { parseConfig } from '@whereabouts/plugin-sdk';
import {
  dataSource,
  directory,
  ensurePartitions,
  MANUAL_SOURCE,
  openDoor,
  openPool,
  pendingMigrations,
  secretBox,
  type SourceConfig,
} from '@whereabouts/store';
import type { Config } from '../config/settings';
import { openDatabase, type HubDatabase } from '../lifecycle/database';
import type { HubLog } from '../logging/log';
import { checking, faulty, fine, type Finding } from './diagnosis';

const OLDEST_POSTGRES = 150_000;
const MAX_SKEW_MS = 2_000;

export interface DatabaseCheckNeeds {
  readonly config: Config;
  readonly plugins: PluginLoading['plugins'];
  readonly clock: Clock;
  readonly log: HubLog;
}

/** Everything that needs the database. An embedded one that does not run is started for it, and stopped again. */
export async function databaseChecks(needs: DatabaseCheckNeeds): Promise<Finding[]> {
  const { config, log } = needs;
  const fix = config.HUB_DATABASE_URL
    ? 'check HUB_DATABASE_URL, and that the server runs'
    : 'see the reason; the database lies in HUB_DATA_DIR';
  let database: HubDatabase | null = null;
  const opened = await checking('database', fix, async () => {
    database = await openDatabase(config, log, 0);
    return fine('database', database.how);
  });
  if (database === null) return [opened];
  try {
    return await checksOf(database, needs);
  } finally {
    await (database as HubDatabase).release();
  }
}

async function checksOf(database: HubDatabase, needs: DatabaseCheckNeeds): Promise<Finding[]> {
  const pool = openPool({ url: database.url, max: 2, applicationName: 'whereabouts-doctor' });
  try {
    const version = await checking('database', 'use PostgreSQL 15 or newer', async () => {
      const { rows } = await pool.query<{ number: number; name: string }>(
        `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
      );
      const { number, name } = rows[0]!;
      return number >= OLDEST_POSTGRES
        ? fine('database', `PostgreSQL ${name}; ${database.how}`)
        : faulty('database', `PostgreSQL ${name} is too old`, 'use PostgreSQL 15 or newer');
    });
    const clock = await checking('clock', 'set the clocks by NTP', async () => {
      const { rows } = await pool.query<{ now: Instant }>('select now() as now');
      const skew = Math.abs(msBetween(rows[0]!.now, needs.clock()));
      return skew <= MAX_SKEW_MS
        ? fine('clock', `${skew} ms from the database's`)
        : faulty('clock', `${Math.round(skew / 1000)} s from the database's`, 'set the clocks of both machines by NTP');
    });
    const apart = await checking('merchants apart', 'see docs/operating.md, The database', async () => {
      const door = await openDoor(pool);
      return door === null
        ? fine('merchants apart', 'by row-level security, as well as by the hub')
        : faulty('merchants apart', door.problem, door.fix);
    });
    const pending = await pendingMigrations(pool);
    if (pending.length > 0)
      return [version, clock, apart, faulty('migrations', `pending: ${pending.join(', ')}`, 'npm run hub -- migrate')];
    const partitions = await checking('partitions', 'npm run hub -- migrate', async () => {
      const made = await ensurePartitions(pool, needs.clock());
      return fine('partitions', made > 0 ? `${made} were missing and have been made` : 'made for the next months');
    });
    return [
      version,
      clock,
      apart,
      fine('migrations', 'up to date'),
      partitions,
      ...(await sourceChecks(database, needs)),
    ];
  } finally {
    await pool.end();
  }
}

async function sourceChecks(database: HubDatabase, { plugins }: DatabaseCheckNeeds): Promise<Finding[]> {
  const data = await dataSource(database.url).initialize();
  let sources: readonly SourceConfig[] = [];
  try {
    const key = await checking(
      'secret key',
      'put the key back under which the secrets were stored (HUB_SECRET_KEY, or secret.key in HUB_DATA_DIR)',
      async () => {
        try {
          sources = await directory(data, secretBox(database.secretKey)).sources();
          return fine('secret key', "opens the sources' secrets");
        } catch (cause) {
          throw new Error("does not open the sources' secrets: it is another one", { cause });
        }
      },
    );
    return [
      key,
      ...sources.filter(({ plugin }) => plugin !== MANUAL_SOURCE.plugin).map((source) => sourceCheck(source, plugins)),
    ];
  } finally {
    await data.destroy();
  }
}

function sourceCheck({ name, plugin: id, settings }: SourceConfig, plugins: PluginLoading['plugins']): Finding {
  const what = `source ${name}`;
  const loaded = plugins.get(id);
  if (!loaded) return faulty(what, `its plugin ${id} is not loaded`, 'add its package to HUB_PLUGINS');
  const parsed = parseConfig(loaded.plugin, settings);
  if (parsed.ok) return fine(what, `${id}, settings are right`);
  const problems = parsed.problems.map(({ key, problem }) => `${key}: ${problem}`).join('; ');
  return faulty(what, problems, `npm run hub -- source remove ${name}, then source add ${id} ${name} --set …`);
}
