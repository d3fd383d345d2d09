import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCluster } from '../embedded/cluster';
import { enterServer, urlOf } from '../embedded/enter-server';
import { readPostmaster, servesFolder } from '../embedded/postmaster';
import { stopServer } from '../embedded/session';
import type { Durability } from '../embedded/settings';

/** A PostgreSQL of one test's own, to be stopped and killed. Nothing brings it back but its methods. */
export interface TestCluster {
  /** Stays the same over restarts, unless another program takes the port meanwhile. An empty database. */
  readonly url: string;
  /** Process number of the running server; 0 while it is down. */
  pid(): Promise<number>;
  start(): Promise<void>;
  /** Ends all connections and stops in good order. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** `kill -9` of the server. The next start goes through recovery. */
  kill(): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 60_000;

export async function postgresCluster(durability: Durability = 'quick'): Promise<TestCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'whereabouts-cluster-'));
  const cluster = await openCluster({ dataDir, durability, log: () => undefined });
  const { data } = cluster.files;
  const pid = async (): Promise<number> => {
    const found = (await readPostmaster(data))?.pid ?? 0;
    return found !== 0 && (await servesFolder(found, data)) ? found : 0;
  };
  const start = async (): Promise<string> => {
    const { session } = await enterServer(cluster, START_LIMIT_MS, new AbortController().signal);
    await session.client.end();
    return urlOf(cluster, session);
  };
  const halt = (signal: NodeJS.Signals): Promise<void> => stopServer(cluster, signal);
  return {
    url: await start(),
    pid,
    start: async () => void (await start()),
    stop: () => halt('SIGINT'),
    async restart() {
      await halt('SIGINT');
      await start();
    },
    async kill() {
      const running = await pid();
      if (running !== 0) process.kill(running, 'SIGKILL');
      while ((await pid()) !== 0) await sleep(5);
    },
    async close() {
      await halt('SIGQUIT');
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
