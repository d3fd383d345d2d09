import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '@whereabouts/model';
import { loadPlugins, type PluginLoading } from '@whereabouts/pipeline';
import { dataSource, directory, openPool, secretBox, type Directory } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Config } from './config/settings';
import { openDatabase, type HubDatabase } from './lifecycle/database';
import { bringUpToDate } from './lifecycle/schema';
import type { HubLog } from './logging/log';

/** Database, people and sources: what every command but the simplest needs. */
export interface Foundation {
  readonly config: Config;
  readonly log: HubLog;
  readonly clock: Clock;
  readonly database: HubDatabase;
  readonly pool: Pool;
  readonly directory: Directory;
  close(): Promise<void>;
}

/** Opens the database and brings its schema up to date. */
export async function layFoundation(config: Config, log: HubLog, clock: Clock): Promise<Foundation> {
  const database = await openDatabase(config, log);
  const pool = openPool({
    url: database.url,
    max: config.HUB_DATABASE_POOL,
    applicationName: 'whereabouts-hub',
    onError: (error) => log.warn({ error }, 'an idle database connection was lost'),
  });
  try {
    await bringUpToDate(database.url, pool, clock, log);
    const data = await dataSource(database.url).initialize();
    return {
      config,
      log,
      clock,
      database,
      pool,
      directory: directory(data, secretBox(database.secretKey)),
      async close() {
        await data.destroy();
        await pool.end();
        await database.release();
      },
    };
  } catch (error) {
    await pool.end();
    await database.release();
    throw error;
  }
}

/** Folder of the built hub: what it ships beside its code lies there. */
export const distFolder = (): string => dirname(fileURLToPath(import.meta.resolve('@whereabouts/hub')));

/** Plugins by package name, as seen from the hub; paths are relative to the current folder. */
export const loadConfiguredPlugins = (names: readonly string[]): Promise<PluginLoading> =>
  loadPlugins(
    names.map((name) => (name.startsWith('.') ? join(process.cwd(), name) : name)),
    dirname(distFolder()),
  );

/** What a worker thread runs to read inputs. */
export const workerFile = (): string =>
  fileURLToPath(new URL('./normalize/normalize-worker.js', import.meta.resolve('@whereabouts/pipeline')));
