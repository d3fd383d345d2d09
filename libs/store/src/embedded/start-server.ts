import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster';
import { newPort, readPort, replaceFile, writePort } from './cluster-files';
import { cannotRun, fullDisk, programEnvironment } from './create-cluster';
import { endOrphans, readPostmaster } from './postmaster';
import { commandAs, giveTo } from './server-account';
import { availableMemory, settingsText } from './settings';

/**
 * ready: it accepts connections. again: it ended for a reason that may pass (`why`), look again what is there.
 * late: it is still busy with recovery; it goes on by itself.
 */
export type StartOutcome =
  { readonly kind: 'ready' } | { readonly kind: 'again'; readonly why: string } | { readonly kind: 'late' };

const LOG_LIMIT_BYTES = 5 * 1024 * 1024;
const POLL_MS = 15;
/** A start without recovery takes less. */
const USUAL_MS = 1_000;
export const RECOVERING = 'it is recovering from an unclean stop';

export interface StartOptions {
  /** A process number in postmaster.pid that was found to belong to something else. */
  readonly ignorePid?: number;
  /** True once waiting has lasted too long; told what is being waited for. */
  readonly isLate: (what: string) => boolean;
}

/**
 * Starts the server of a cluster, detached: it outlives this process, however that ends. PostgreSQL's own lock file
 * lets one server in, so several processes may try at the same time.
 * @throws Error that says what to do, when it cannot start.
 */
export async function startServer(cluster: Cluster, options: StartOptions): Promise<StartOutcome> {
  const { files, account, durability } = cluster;
  const port = (await readPort(files)) ?? (await takeNewPort(cluster));
  const text = settingsText(durability, availableMemory());
  await replaceFile(files.settings, text, (draft) => giveTo(account, draft));
  const logStart = await rotateLog(files.log);
  const server = launch(cluster, port, options.ignorePid);
  const ended = new Promise<End>((resolve) => {
    server.once('exit', (code, signal) => resolve({ wasStopped: code === 0 || isFromOutside(signal), text: '' }));
    server.once('error', (error) => resolve({ wasStopped: false, text: cannotRun(error, cluster.binaries.postgres) }));
  });
  const outcome = await untilReady(cluster, server.pid, ended, options);
  if ('kind' in outcome) return outcome;
  if (outcome.wasStopped) return { kind: 'again', why: 'it was stopped or killed while it started' };
  return explain(cluster, outcome.text + (await readFrom(files.log, logStart)), port);
}

function launch({ binaries, files, account }: Cluster, port: number, ignorePid: number | undefined) {
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const words = ['-D', files.data, ...settings.flatMap((text) => ['-c', text])];
  const { command, args, options } = commandAs(account, binaries.postgres, words);
  const log = openSync(files.log, 'a', 0o600);
  try {
    const server = spawn(command, args, {
      ...options,
      cwd: '/',
      // PostgreSQL leaves a stale lock file alone while its number belongs to a living process of the same user.
      // This variable, made for start scripts, names a number that is known to be no server.
      env: { ...programEnvironment(), ...(ignorePid === undefined ? {} : { PG_GRANDPARENT_PID: String(ignorePid) }) },
      stdio: ['ignore', log, log],
      detached: true,
    });
    server.unref();
    return server;
  } finally {
    closeSync(log);
  }
}

/** Other signals, like SIGABRT, come from a fault of its own, and its log says more. */
const isFromOutside = (signal: NodeJS.Signals | null): boolean =>
  signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGQUIT';

/** How a server ended before it was ready: from outside, or by itself, perhaps with words of the operating system. */
interface End {
  readonly wasStopped: boolean;
  readonly text: string;
}

async function untilReady(
  { files }: Cluster,
  pid: number | undefined,
  ended: Promise<End>,
  { isLate }: StartOptions,
): Promise<StartOutcome | End> {
  const begin = performance.now();
  for (;;) {
    const found = await readPostmaster(files.data);
    if (found !== null && found.pid === pid && found.status === 'ready') return { kind: 'ready' };
    if (performance.now() - begin > USUAL_MS && isLate(RECOVERING)) return { kind: 'late' };
    const end = await Promise.race([ended, sleep(POLL_MS, null)]);
    if (end !== null) return end;
  }
}

async function explain(cluster: Cluster, output: string, port: number): Promise<StartOutcome> {
  const { files, log } = cluster;
  if (/lock file .* is empty/i.test(output)) await removeEmptyLock(cluster);
  if (/lock file .* (already exists|is empty)/i.test(output))
    return { kind: 'again', why: 'another process starts the database' };
  if (/pre-existing shared memory block/i.test(output)) {
    await endOrphans(files.data);
    return { kind: 'again', why: 'statements of the server that was killed are still ending' };
  }
  if (/address already in use|could not create any TCP\/IP sockets/i.test(output)) {
    log(`port ${port} is taken by another program; the database moves to port ${await takeNewPort(cluster)}`);
    return { kind: 'again', why: 'its port is taken' };
  }
  if (/no space left/i.test(output)) throw new Error(fullDisk(files.home));
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !line.endsWith('the database system is starting up'));
  throw new Error(`PostgreSQL did not start. The end of ${files.log}:\n${lines.slice(-12).join('\n')}`);
}

/** A lock file is empty for an instant while its server starts, and for good when the machine went down just then. */
async function removeEmptyLock({ files }: Cluster): Promise<void> {
  const lock = join(files.data, 'postmaster.pid');
  const found = await stat(lock).catch(() => null);
  if (found?.size !== 0) return;
  await sleep(1_000);
  const later = await stat(lock).catch(() => null);
  if (later?.size === 0 && later.ino === found.ino) await rm(lock, { force: true });
}

async function takeNewPort({ files }: Cluster): Promise<number> {
  const port = newPort();
  await writePort(files, port);
  return port;
}

/** Puts a log that has grown long aside. Returns where new lines will begin. */
async function rotateLog(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_LIMIT_BYTES) return size;
  await rename(path, `${path}.1`).catch(() => undefined); // another process may have done so
  return 0;
}

async function readFrom(path: string, position: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(Math.max(0, size - position)), position });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
