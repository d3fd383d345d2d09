import type { Clock } from '@whereabouts/model';
import { dataSource, directory, openDoor, openPool, secretBox, type Directory } from '@whereabouts/store';
import type { Config } from './config/settings';
import { openDatabase, type HubDatabase } from './lifecycle/database';
import { bringUpToDate } from './lifecycle/schema';
import type { HubLog } from './logging/log';

/** Connections for the hub's own work, beside the hot paths: they see all merchants. */
export type HubPool = ReturnType<typeof openPool>;

/** Database, people and sources: what every command but the simplest needs. */
export interface Foundation {
  readonly config: Config;
  readonly log: HubLog;
  readonly clock: Clock;
  readonly database: HubDatabase;
  readonly pool: HubPool;
  readonly directory: Directory;
  close(): Promise<void>;
}

/** What people ask has connections of its own. */
const OWN_CONNECTIONS = 4;

/** Opens the database and brings its schema up to date. */
export async function layFoundation(config: Config, log: HubLog, clock: Clock): Promise<Foundation> {
  const database = await openDatabase(config, log);
  const state = { isClosing: false };
  const pool = openPool({
    url: database.url,
    max: OWN_CONNECTIONS,
    applicationName: 'whereabouts-hub',
    // While closing, a server that stops may be quicker than the goodbye of a connection.
    onError: (error) => state.isClosing || log.warn({ error }, 'an idle database connection was lost'),
  });
  try {
    await bringUpToDate(database.url, pool, clock, log);
    const door = await openDoor(pool);
    if (door) log.warn({ fix: door.fix }, door.problem);
    const data = await dataSource(database.url).initialize();
    return {
      config,
      log,
      clock,
      database,
      pool,
      directory: directory(data, secretBox(database.secretKey)),
      async close() {
        state.isClosing = true;
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
