import { setTimeout as sleep } from 'node:timers/promises';
import { openCluster } from './cluster';
import type { Cluster, ClusterOptions } from './cluster';
import { enterServer, lookAt, rejoinServer, urlOf } from './enter-server';
import type { DatabaseRole, Entry } from './enter-server';
import { hangUp, isAnswering, leaveServer } from './session';
import type { Session } from './session';

export interface EmbeddedDatabase {
  /** `postgres://…`, with password. The account owns its database and is no superuser. */
  readonly url: string;
  readonly role: DatabaseRole;
  /**
   * Brings the server back when it is gone; does nothing when it runs. It is also called by itself as soon as the
   * server is lost. Any number of callers and processes may call it at the same time.
   * @returns the address, which differs from `url` only when another program took the port meanwhile.
   */
  ensureRunning(): Promise<string>;
  /** Leaves the database; the last process out stops it. Close your pools before. */
  release(): Promise<void>;
}

export interface EmbeddedDatabaseOptions extends ClusterOptions {
  /** How long to wait for recovery or a stop, in milliseconds; default five minutes. */
  readonly waitMs?: number;
}

const WAIT_MS = 300_000;
const RETRY_MS = [100, 250, 500, 1_000, 2_000, 5_000];

/**
 * Opens the PostgreSQL of a data folder: makes it, starts it, joins it, or takes over one that a killed process left
 * running. The server is a process of its own and outlives this one.
 * @throws Error that says what to do, when there is no way to a running server.
 */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const cluster = await openCluster(options);
  const closing = new AbortController();
  const enter = (): Promise<Entry> => enterServer(cluster, options.waitMs ?? WAIT_MS, closing.signal);
  const entry = await enter();
  let { session } = entry;
  const url = urlOf(cluster, session);
  let recovery: Promise<string> | null = null;

  const recover = async (): Promise<string> => {
    // For an instant a session outlives its server.
    if ((await lookAt(cluster)).kind !== 'ready' || !(await isAnswering(session))) {
      hangUp(session);
      ({ session } = await enter());
      watch(session);
    }
    return urlOf(cluster, session);
  };
  const ensureRunning = (): Promise<string> => {
    closing.signal.throwIfAborted();
    return (recovery ??= recover().finally(() => (recovery = null)));
  };
  const watch = (watched: Session): void => {
    watched.client.once('end', () => {
      if (!closing.signal.aborted && watched === session) void keepTrying(ensureRunning, cluster, closing.signal);
    });
  };
  watch(session);

  return {
    url,
    role: entry.role,
    ensureRunning,
    async release() {
      if (closing.signal.aborted) return;
      closing.abort(new Error('the database has been released'));
      await recovery?.catch(() => undefined);
      if (!(await isAnswering(session))) session = (await rejoinServer(cluster)) ?? session;
      await leaveServer(session, cluster);
    },
  };
}

async function keepTrying(ensureRunning: () => Promise<string>, { log }: Cluster, signal: AbortSignal): Promise<void> {
  log('the connection to the database was lost; bringing it back');
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      await ensureRunning();
      return log('the database is back');
    } catch (error) {
      if (signal.aborted) return;
      log(`the database is not back yet: ${(error as Error).message}`);
    }
    await sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)], undefined, { signal, ref: false }).catch(
      () => undefined,
    );
  }
}
