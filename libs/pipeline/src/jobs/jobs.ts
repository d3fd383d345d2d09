import { setTimeout as sleep } from 'node:timers/promises';
import { openPool, type Tx } from '@whereabouts/store';
import PgBoss from 'pg-boss';
import type { Log } from '../pipeline';

export interface Job<Data> {
  readonly id: string;
  readonly data: Data;
}

export interface JobOptions {
  /** A job in hand for longer is given to another process. */
  readonly seconds: number;
  readonly retries: number;
  /** Before the first retry; each further one waits twice as long, and a little more or less. */
  readonly retrySeconds: number;
  /** A job that nobody took for so long is forgotten. */
  readonly keptMinutes: number;
}

/** Jobs of one kind. They outlive the process that put them there. */
export interface JobQueue<Data extends object> {
  /** Puts jobs into the queue with the caller's transaction. Higher priorities are taken first. */
  put(tx: Tx, jobs: readonly { readonly data: Data; readonly priority?: number }[]): Promise<void>;
  /** Takes jobs to be done; none before the queues are there, or while the database is away. */
  take(limit: number): Promise<readonly Job<Data>[]>;
  done(id: string): Promise<void>;
  /** It is tried again, here or elsewhere. */
  failed(id: string, error: Error): Promise<void>;
}

export interface Jobs {
  queue<Data extends object>(name: string, options: JobOptions): JobQueue<Data>;
  /** False until the queues are there. */
  isReady(): boolean;
  start(): void;
  stop(): Promise<void>;
}

export interface JobsNeeds {
  readonly databaseUrl: string;
  readonly log: Log;
  /** How often jobs are looked for whose process died. */
  readonly superviseSeconds?: number;
}

const SCHEMA = 'pgboss';
const RETRY_MS = 2_000;
const FAILED_KEPT_DAYS = 7;

/**
 * Jobs that talk to the outside, kept by pg-boss in the same database. Only its storage is used: its own workers leave a
 * promise without a listener behind when the database goes away, and that ends the process.
 */
export function openJobs({ databaseUrl, log, superviseSeconds = 30 }: JobsNeeds): Jobs {
  const onError = (error: Error): void => log.warn({ error: error.message }, 'an idle database connection was lost');
  const pool = openPool({ url: databaseUrl, max: 3, applicationName: 'whereabouts-jobs', onError });
  const queues = new Map<string, JobOptions>();
  const state = {
    boss: null as PgBoss | null,
    running: false,
    starting: Promise.resolve(),
    end: new AbortController(),
  };

  /** Its scripts open transactions: a connection on which one failed is not used again. */
  const executeSql = async (text: string, values: unknown[]): Promise<{ rows: unknown[] }> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      return await client.query(text, values);
    } catch (error) {
      broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  };

  /** One that failed to start never starts: each attempt has one of its own. */
  const attempt = async (): Promise<PgBoss> => {
    const boss = new PgBoss({
      db: { executeSql },
      schema: SCHEMA,
      schedule: false,
      maintenanceIntervalSeconds: superviseSeconds,
      archiveFailedAfterSeconds: 3_600,
      deleteAfterDays: FAILED_KEPT_DAYS,
    });
    boss.on('error', (error) => log.warn({ error: error.message }, 'looking after jobs failed; it is tried again'));
    try {
      await boss.start();
      for (const [name, options] of queues) await provide(boss, name, options);
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => undefined);
      throw error;
    }
    return boss;
  };

  const begin = async (): Promise<void> => {
    for (let isFirst = true; state.running; isFirst = false) {
      try {
        state.boss = await attempt();
        return;
      } catch (error) {
        if (isFirst) log.warn({ err: error }, 'the job queues could not be opened; it is tried until they are');
        await sleep(RETRY_MS, undefined, { signal: state.end.signal }).catch(() => undefined);
      }
    }
  };

  const boss = (): PgBoss => {
    if (!state.boss) throw new Error('the job queues are not open');
    return state.boss;
  };

  return {
    isReady: () => state.boss !== null,
    queue<Data extends object>(name: string, options: JobOptions): JobQueue<Data> {
      queues.set(name, options);
      return {
        async put(tx, jobs) {
          const db = { executeSql: (text: string, values: unknown[]) => tx.query(text, values) };
          await boss().insert(
            jobs.map(({ data, priority = 0 }) => ({ name, data, priority })),
            { db },
          );
        },
        take: async (limit) =>
          ((await state.boss?.fetch<Data>(name, { batchSize: limit })) ?? []).map(({ id, data }) => ({ id, data })),
        done: async (id) => void (await boss().deleteJob(name, id)),
        failed: async (id, error) => void (await boss().fail(name, id, { message: error.message })),
      };
    },
    start() {
      state.running = true;
      state.starting = begin();
    },
    async stop() {
      state.running = false;
      state.end.abort();
      await state.starting;
      await state.boss?.stop({ graceful: false }).catch(() => undefined);
      state.boss = null;
      await pool.end();
    },
  };
}

async function provide(boss: PgBoss, name: string, options: JobOptions): Promise<void> {
  const settings = {
    name,
    expireInSeconds: options.seconds,
    retryLimit: options.retries,
    retryDelay: options.retrySeconds,
    retryBackoff: true,
    retentionMinutes: options.keptMinutes,
  };
  await boss.createQueue(name, { ...settings });
  await boss.updateQueue(name, { ...settings });
}
