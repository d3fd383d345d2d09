import { randomBytes, randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a cluster's files are, all below `<data dir>/postgres`. */
export interface ClusterFiles {
  readonly home: string;
  /** PostgreSQL's own data folder, owned by the server's account. */
  readonly data: string;
  readonly credentials: string;
  readonly port: string;
  readonly settings: string;
  readonly log: string;
}

export const clusterFiles = (home: string): ClusterFiles => ({
  home,
  data: join(home, 'data'),
  credentials: join(home, 'credentials.json'),
  port: join(home, 'port'),
  settings: join(home, 'data/whereabouts.conf'),
  log: join(home, 'server.log'),
});

/** Passwords of the superuser (kept to this folder) and of the account that the hub works with. */
export interface Credentials {
  readonly admin: string;
  readonly hub: string;
}

const newPassword = (): string => randomBytes(24).toString('base64url');
export const newCredentials = (): Credentials => ({ admin: newPassword(), hub: newPassword() });

export async function readCredentials(files: ClusterFiles): Promise<Credentials> {
  try {
    return JSON.parse(await readFile(files.credentials, 'utf8')) as Credentials;
  } catch (cause) {
    throw new Error(
      `The passwords of the database could not be read from ${files.credentials}: start the hub as the user that ` +
        `started it first, or put the file back from a backup.`,
      { cause },
    );
  }
}

/**
 * A port below the ranges from which systems take ports for outgoing connections: inside them a client that keeps
 * trying an unused port may end up connected to itself, and hold the port.
 */
export const newPort = (): number => randomInt(20_000, 30_000);

export async function readPort(files: ClusterFiles): Promise<number | null> {
  const text = await readFile(files.port, 'utf8').catch(() => '');
  return /^\d{4,5}\s*$/.test(text) ? Number(text) : null;
}

export const writePort = (files: ClusterFiles, port: number): Promise<void> => replaceFile(files.port, `${port}\n`);

/** Writes all of a file or nothing of it. */
export async function replaceFile(
  path: string,
  text: string,
  finish?: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600 });
  await finish?.(draft);
  await rename(draft, path);
}
