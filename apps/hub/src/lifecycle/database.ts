import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbeddedDatabase, openPool } from '@whereabouts/store';
import type { Config } from '../config/settings';
import type { HubLog } from '../logging/log';
import { keptSecretKey } from './secret-key';

/** The database that this process works with, and the key of the secrets in it. */
export interface HubDatabase {
  readonly url: string;
  /** How it came to run, for people. */
  readonly how: string;
  readonly embedded: boolean;
  readonly secretKey: Buffer;
  /** Brings an embedded database back when it is gone; does nothing for another one. */
  ensureRunning(): Promise<void>;
  /** Leaves it. The last process out stops an embedded one. Close all pools before. */
  release(): Promise<void>;
}

const HOW = {
  started: 'PostgreSQL started',
  joined: 'PostgreSQL joined: another process uses it too',
  'taken-over': 'PostgreSQL taken over: it was left running',
} as const;
const WAIT_SECONDS = 30;
const RETRY_MS = 500;

/** Opens what the configuration names; one that is given has some seconds to come up. @throws Error that says what to do. */
export async function openDatabase(
  config: Config,
  log: HubLog,
  waitSeconds: number = WAIT_SECONDS,
): Promise<HubDatabase> {
  if (config.HUB_DATABASE_URL !== undefined)
    return openGiven(config.HUB_DATABASE_URL, config.HUB_SECRET_KEY!, log, waitSeconds);
  const dataDir = resolve(config.HUB_DATA_DIR);
  const database = await openEmbeddedDatabase({ dataDir, log: (line) => log.info({ part: 'database' }, line) });
  return {
    url: database.url,
    how: HOW[database.role],
    embedded: true,
    secretKey: config.HUB_SECRET_KEY ?? (await keptSecretKey(dataDir)),
    async ensureRunning() {
      await database.ensureRunning();
    },
    release: () => database.release(),
  };
}

async function openGiven(url: string, secretKey: Buffer, log: HubLog, waitSeconds: number): Promise<HubDatabase> {
  await waitForDatabase(url, log, waitSeconds);
  const nothing = async (): Promise<void> => undefined;
  return { url, how: 'PostgreSQL reached', embedded: false, secretKey, ensureRunning: nothing, release: nothing };
}

/** A database that starts together with the hub gets time to come up. */
async function waitForDatabase(url: string, log: HubLog, waitSeconds: number): Promise<void> {
  const pool = openPool({ url, max: 1, applicationName: 'whereabouts-start' });
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        await pool.query('select 1');
        return;
      } catch (cause) {
        if (attempt * RETRY_MS >= waitSeconds * 1000 || !isWorthWaiting(cause))
          throw new Error(
            `The database of HUB_DATABASE_URL cannot be used (${reasonOf(cause)}). Check it with: npm run hub -- doctor`,
            { cause },
          );
        if (attempt === 0) log.warn({ reason: reasonOf(cause) }, 'waiting for the database');
        await sleep(RETRY_MS);
      }
    }
  } finally {
    await pool.end();
  }
}

/** A wrong password or a missing database does not mend itself. */
const isWorthWaiting = (error: unknown): boolean => !/^(28|3D)/.test(codeOf(error));
const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');
/** The code only: messages of drivers hold host names and user names. */
const reasonOf = (error: unknown): string => codeOf(error) || 'no answer';
