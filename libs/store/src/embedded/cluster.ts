import { mkdir, readFile, realpath } from 'node:fs/promises';
import { chmodSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findBinaries } from './binaries';
import type { Binaries } from './binaries';
import { clusterFiles, readCredentials } from './cluster-files';
import type { ClusterFiles, Credentials } from './cluster-files';
import { createCluster, removeAbandoned } from './create-cluster';
import { accountForNewCluster, accountOfCluster, withPassage } from './server-account';
import type { ServerAccount } from './server-account';
import type { Durability } from './settings';

/** One line for people, without personal data. */
export type Log = (line: string) => void;

/** A cluster on disk and all that is needed to run it. */
export interface Cluster {
  readonly files: ClusterFiles;
  readonly credentials: Credentials;
  readonly account: ServerAccount;
  readonly binaries: Binaries;
  readonly durability: Durability;
  readonly log: Log;
}

export interface ClusterOptions {
  /** The hub's data folder; the database lives in its folder `postgres`. Made when missing. */
  readonly dataDir: string;
  readonly log: Log;
  /** Default: durable. */
  readonly durability?: Durability;
}

/** Finds the cluster of a data folder, or makes it. Several processes may do so at the same time. */
export async function openCluster({ dataDir, log, durability = 'durable' }: ClusterOptions): Promise<Cluster> {
  const folder = await openFolder(resolve(dataDir));
  const files = clusterFiles(join(folder, 'postgres'));
  await removeAbandoned(files.home);
  const isNew = !existsSync(files.data);
  const binaries = findBinaries();
  const owner = await (isNew ? accountForNewCluster() : accountOfCluster(files.data));
  const account = await withPassage(owner, folder, dirname(binaries.postgres), log);
  if (isNew) await createCluster({ folder, files, account, binaries, durability, log });
  await refuseOtherVersion(files, binaries);
  return { files, credentials: await readCredentials(files), account, binaries, durability, log };
}

/** The folder, made with its parents when missing. Those it makes can be passed through by the server's account. */
async function openFolder(folder: string): Promise<string> {
  try {
    const first = await mkdir(folder, { recursive: true });
    if (first !== undefined)
      for (let made = folder; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o755);
    return await realpath(folder);
  } catch (cause) {
    throw new Error(
      `The data folder ${folder} could not be opened: ${String(cause)}. Set HUB_DATA_DIR to another one.`,
      {
        cause,
      },
    );
  }
}

async function refuseOtherVersion(files: ClusterFiles, binaries: Binaries): Promise<void> {
  const made = (await readFile(join(files.data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  const [ours] = binaries.version.split('.');
  if (made === ours) return;
  throw new Error(
    made === ''
      ? `${files.data} is no PostgreSQL data folder (PG_VERSION is missing). Restore it from a backup, or move ` +
          `${files.home} away to begin with an empty database.`
      : `The database in ${files.data} was made by PostgreSQL ${made}, this version of the hub brings ${ours}. Dump it ` +
          `with the old version and load it into the new one, or set HUB_DATABASE_URL.`,
  );
}
