import { execFile } from 'node:child_process';
import { chmod, chown, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

type Passage = 'dac_read_search' | 'dac_override';

/** Whom the server runs as: another account when we are root (PostgreSQL refuses to run as root), else ourselves. */
export interface ServerAccount {
  readonly uid?: number;
  readonly gid?: number;
  /** A privilege the server keeps because a folder above its own is closed to it. */
  readonly passage?: Passage;
}

const NAME = 'postgres';

/** Account for a new cluster. As root: the user `postgres`, made when the system has none. */
export async function accountForNewCluster(): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return {};
  const known = await lookUp();
  if (known !== null) return known;
  try {
    await run('groupadd', ['--force', '--system', NAME]);
    await run('useradd', ['--system', '--gid', NAME, '--no-create-home', '--shell', '/usr/sbin/nologin', NAME]);
  } catch (cause) {
    if ((await lookUp()) === null) throw new Error(cannotMakeUser, { cause });
  }
  const made = await lookUp();
  if (made === null) throw new Error(cannotMakeUser);
  return made;
}

const cannotMakeUser =
  `PostgreSQL does not run as root, and a user '${NAME}' for it could not be made: ` +
  `make one, start the hub as an ordinary user, or set HUB_DATABASE_URL.`;

async function lookUp(): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/**
 * Account for a cluster that exists: its owner.
 * @throws Error when we may not run as its owner.
 */
export async function accountOfCluster(dataFolder: string): Promise<ServerAccount> {
  const { uid, gid } = await stat(dataFolder);
  const self = process.getuid?.();
  if (self === uid && uid !== 0) return {};
  if (self === 0 && uid !== 0) return { uid, gid };
  const owner = uid === 0 ? 'root, as whom PostgreSQL refuses to run' : `user ${uid}`;
  throw new Error(
    `The database in ${dataFolder} belongs to ${owner}; this process is user ${self}. ` +
      `Start the hub as its owner or as root, correct the owner (chown -R), or choose another HUB_DATA_DIR.`,
  );
}

export async function giveTo(account: ServerAccount, path: string): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) await chown(path, account.uid, account.gid);
}

/** A program and its arguments as `spawn` takes them, to run as the account. */
export function commandAs(account: ServerAccount, program: string, args: readonly string[]) {
  const { uid, gid, passage } = account;
  if (passage === undefined) return { command: program, args, options: { uid, gid } };
  const only = `-all,+${passage}`;
  const drop = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups', '--no-new-privs'];
  const keep = ['--bounding-set', only, '--inh-caps', only, '--ambient-caps', only, '--securebits', '+no_setuid_fixup'];
  return { command: 'setpriv', args: [...drop, ...keep, program, ...args], options: {} };
}

/**
 * Sees to it that the account reaches its folders: opens the data folder to it, and where a folder above is private
 * (a checkout under /root), lets the server keep the one privilege of passing through.
 * @throws Error that names the folder in the way and HUB_DATA_DIR.
 */
export async function withPassage(
  account: ServerAccount,
  dataDir: string,
  programs: string,
  log: (line: string) => void,
): Promise<ServerAccount> {
  if ((await blockedAt(dataDir, account)) === dataDir)
    await chmod(dataDir, ((await stat(dataDir)).mode & 0o777) | 0o011);
  const blocked = (await blockedAt(dataDir, account)) ?? (await blockedAt(programs, account));
  if (blocked === null) return account;
  const passage = await availablePassage();
  if (passage === null) throw new Error(blockedMessage(blocked, dataDir));
  const privilege = `CAP_${passage.toUpperCase()}`;
  log(`${blocked} is private: the database server keeps the privilege ${privilege} to pass through it`);
  return { ...account, passage };
}

/** Bits of `CapBnd` (linux/capability.h), the lesser privilege first. */
const PASSAGES: readonly (readonly [Passage, bigint])[] = [
  ['dac_read_search', 1n << 2n],
  ['dac_override', 1n << 1n],
];

async function availablePassage(): Promise<Passage | null> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const held = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const passage = PASSAGES.find(([_name, bit]) => (held & bit) !== 0n)?.[0];
  if (passage === undefined) return null;
  const { command, args } = commandAs({ uid: 65534, gid: 65534, passage }, 'true', []);
  return run(command, args).then(
    () => passage,
    () => null,
  );
}

/**
 * The first folder on the way to `path` that the account may not enter, or null. Goes by the permission bits (not by
 * access lists); parts that do not exist yet count as open.
 */
async function blockedAt(path: string, account: ServerAccount): Promise<string | null> {
  const { uid, gid } = account;
  if (uid === undefined) return null;
  for (const folder of wayTo(resolve(path))) {
    const found = await stat(folder).catch(() => null);
    if (found === null) return null;
    const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
    if ((found.mode & bit) === 0) return folder;
  }
  return null;
}

function wayTo(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...wayTo(parent), path];
}

const blockedMessage = (folder: string, dataDir: string): string =>
  `PostgreSQL runs as the unprivileged user '${NAME}', which may not enter ${folder}, so it cannot keep its data in ` +
  `${dataDir}. Set HUB_DATA_DIR to a folder that every user may pass through (for example /var/lib/whereabouts), ` +
  `start the hub as an ordinary user, or set HUB_DATABASE_URL.`;
