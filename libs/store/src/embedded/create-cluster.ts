import { spawn } from 'node:child_process';
import { appendFile, chmod, mkdir, mkdtemp, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries';
import { clusterFiles, newCredentials, newPort, writePort } from './cluster-files';
import type { ClusterFiles } from './cluster-files';
import { isAlive } from './postmaster';
import { commandAs, giveTo } from './server-account';
import type { ServerAccount } from './server-account';
import type { Durability } from './settings';

export interface NewCluster {
  readonly folder: string;
  readonly files: ClusterFiles;
  readonly account: ServerAccount;
  readonly binaries: Binaries;
  readonly durability: Durability;
  readonly log: (line: string) => void;
}

const NEEDED_BYTES = 150 * 1024 * 1024;

/** Environment of PostgreSQL's programs: nothing of the hub's own, whose variables hold secrets. */
export const programEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C' });

/**
 * Makes a cluster aside and moves it into place in one step: one that was interrupted is never taken for a whole one,
 * and of several processes that do this at the same time, one wins.
 */
export async function createCluster(cluster: NewCluster): Promise<void> {
  const { files, folder, account, log } = cluster;
  await refuseFullDisk(folder);
  log(`creating the database in ${files.home}`);
  const draft = await mkdtemp(`${files.home}.new-${process.pid}-`);
  try {
    await chmod(draft, account.uid === undefined ? 0o700 : 0o711);
    await fill(clusterFiles(draft), cluster);
    await rename(draft, files.home).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function fill(files: ClusterFiles, cluster: NewCluster): Promise<void> {
  const { account, folder } = cluster;
  const credentials = newCredentials();
  await mkdir(files.data, { mode: 0o700 });
  await giveTo(account, files.data);
  await writeFile(files.credentials, JSON.stringify(credentials), { mode: 0o600 });
  await writePort(files, newPort());
  const password = join(files.home, 'password');
  await writeFile(password, `${credentials.admin}\n`, { mode: 0o600 });
  await giveTo(account, password);
  const { code, output } = await initdb(files, password, cluster);
  await rm(password);
  if (code !== 0) throw new Error(initdbMessage(output, folder));
  await appendFile(join(files.data, 'postgresql.conf'), "\ninclude_if_exists = 'whereabouts.conf'\n");
}

function initdb(files: ClusterFiles, password: string, cluster: NewCluster): Promise<{ code: number; output: string }> {
  const args = [
    `--pgdata=${files.data}`,
    '--username=postgres',
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(cluster.durability === 'quick' ? ['--no-sync'] : []),
  ];
  return new Promise((resolve) => {
    const { command, args: words, options } = commandAs(cluster.account, cluster.binaries.initdb, args);
    const program = spawn(command, words, {
      ...options,
      cwd: '/',
      env: programEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts: string[] = [];
    program.stdout.on('data', (part: Buffer) => parts.push(part.toString()));
    program.stderr.on('data', (part: Buffer) => parts.push(part.toString()));
    program.once('error', (error) => resolve({ code: -1, output: cannotRun(error, cluster.binaries.initdb) }));
    program.once('close', (code, signal) => resolve({ code: code ?? -1, output: parts.join('') + (signal ?? '') }));
  });
}

/** Why a program that exists could not be run. */
export function cannotRun(error: NodeJS.ErrnoException, program: string): string {
  if (error.code !== 'ENOENT') return `${program}: ${error.message}`;
  return (
    `${program} does not run on this system; it needs glibc (Alpine Linux has another C library). ` +
    `Set HUB_DATABASE_URL to a PostgreSQL of your own (15 or newer).`
  );
}

function initdbMessage(output: string, folder: string): string {
  if (/no space left/i.test(output)) return fullDisk(folder);
  return `initdb could not create the database in ${folder}:\n${output.trim().split('\n').slice(-12).join('\n')}`;
}

export const fullDisk = (folder: string): string =>
  `The disk that holds ${folder} is full: make room, or set HUB_DATA_DIR to a folder on another disk.`;

async function refuseFullDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < NEEDED_BYTES) throw new Error(fullDisk(folder));
}

/** Removes the drafts of processes that are gone. One that its initdb still writes to is left for the next start. */
export async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(dirname(home))) {
    const [start, pid] = [`${basename(home)}.new-`, Number(/\.new-(\d+)-/.exec(name)?.[1])];
    if (!name.startsWith(start) || !(pid > 0) || isAlive(pid)) continue;
    await rm(join(dirname(home), name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
