import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster';
import { isAlive, readPostmaster, servesFolder } from './postmaster';
import { joinServer } from './session';
import type { Session } from './session';
import { RECOVERING, startServer } from './start-server';

/** started: it was not running. joined: another process uses it too. taken-over: it ran, and nobody used it. */
export type DatabaseRole = 'started' | 'joined' | 'taken-over';

/** A process's place at a running server. */
export interface Entry {
  readonly session: Session;
  readonly role: DatabaseRole;
}

/** Address for the hub's account. */
export const urlOf = ({ credentials }: Cluster, { port }: Session): string =>
  `postgres://whereabouts:${credentials.hub}@127.0.0.1:${port}/whereabouts`;

const PROGRESS_EVERY_MS = 3_000;

/** A session at the server if it runs, to leave it in due form. */
export async function rejoinServer(cluster: Cluster): Promise<Session | null> {
  const found = await lookAt(cluster);
  const session = found.kind === 'ready' ? await joinServer(cluster, found.port).catch(() => null) : null;
  return typeof session === 'string' ? null : session;
}

/**
 * Finds the server running, starts it, or waits for another process that starts or stops it; then joins it.
 * @throws Error that says what to do, when that does not succeed within `waitMs`.
 */
export async function enterServer(cluster: Cluster, waitMs: number, signal: AbortSignal): Promise<Entry> {
  const wait = patience(cluster, waitMs, signal);
  let started = false;
  for (;;) {
    const found = await lookAt(cluster);
    if (found.kind === 'down') {
      const outcome = await startServer(cluster, { ignorePid: found.stalePid, isLate: wait.isLate });
      started = outcome.kind === 'ready';
      if (outcome.kind !== 'ready') await wait.pause(outcome.kind === 'again' ? outcome.why : RECOVERING, 100);
      continue;
    }
    const session = found.kind === 'ready' ? await joinServer(cluster, found.port) : `the database is ${found.status}`;
    if (typeof session !== 'string')
      return { session, role: started ? 'started' : session.others > 0 ? 'joined' : 'taken-over' };
    await wait.pause(session);
  }
}

type Found =
  | { readonly kind: 'down'; readonly stalePid?: number }
  | { readonly kind: 'busy'; readonly status: string }
  | { readonly kind: 'ready'; readonly port: number };

/** What the lock file says, held against the process that it names. */
export async function lookAt({ files }: Cluster): Promise<Found> {
  const postmaster = await readPostmaster(files.data);
  if (postmaster === null || !isAlive(postmaster.pid)) return { kind: 'down' };
  if (!(await servesFolder(postmaster.pid, files.data))) return { kind: 'down', stalePid: postmaster.pid };
  if (postmaster.status === 'ready') return { kind: 'ready', port: postmaster.port };
  return { kind: 'busy', status: postmaster.status || 'starting' };
}

/** Waiting with an end, and a line now and then that says for what. */
function patience({ log }: Cluster, waitMs: number, signal: AbortSignal) {
  const begin = performance.now();
  let nextLine = begin + PROGRESS_EVERY_MS;
  const isLate = (what: string): boolean => {
    signal.throwIfAborted();
    const now = performance.now();
    if (now >= nextLine) log(`waiting for the database: ${what} (${Math.round((now - begin) / 1000)} s)`);
    if (now >= nextLine) nextLine = now + PROGRESS_EVERY_MS;
    return now - begin > waitMs;
  };
  const pause = async (what: string, ms = 25): Promise<void> => {
    if (isLate(what))
      throw new Error(`The database was not ready after ${Math.round(waitMs / 1000)} s: ${what}. Try again later.`);
    await sleep(ms);
  };
  return { isLate, pause };
}
