import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What `postmaster.pid` says (PostgreSQL's src/include/utils/pidfile.h). It may speak of a process long gone. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `stopping`, `ready`, `standby`, or empty in its first moments. */
  readonly status: string;
}

export async function readPostmaster(dataFolder: string): Promise<Postmaster | null> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), status: lines[7] ?? '' };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the process is the server of this data folder. Process numbers are used again after a restart of the
 * machine; the command line tells, or the folder it works in. A dead process that nobody has collected has neither.
 */
export async function servesFolder(pid: number, dataFolder: string): Promise<boolean> {
  if ((await workingFolder(String(pid))) === dataFolder) return true;
  const command = await commandLine(pid);
  return command === null ? isAlive(pid) : `${command} `.includes(` -D ${dataFolder} `);
}

/**
 * Ends what a killed server left at work: each of its processes goes on until its statement is done, and no new server
 * starts before. Finds nothing where the system does not show the working folders of processes.
 */
export async function endOrphans(dataFolder: string): Promise<void> {
  const all = await readdir('/proc').catch(() => []);
  for (const pid of all.filter((name) => /^\d+$/.test(name))) {
    if (!(await isOrphan(pid, dataFolder))) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** A server's process (they call themselves `postgres: …`) whose parent is no server of the folder any more. */
async function isOrphan(pid: string, dataFolder: string): Promise<boolean> {
  if ((await workingFolder(pid)) !== dataFolder) return false;
  if ((await commandLine(Number(pid)))?.startsWith('postgres: ') !== true) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const parent = /\) \S (\d+) /.exec(stat)?.[1];
  return parent !== undefined && (await workingFolder(parent)) !== dataFolder;
}

const workingFolder = (pid: string): Promise<string | null> => readlink(`/proc/${pid}/cwd`).catch(() => null);

async function commandLine(pid: number): Promise<string | null> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (words !== null) return words.replaceAll('\0', ' ');
  // Without /proc (macOS)
  return run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => null,
  );
}
