import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Pool } from 'pg';
import type { Log } from '../pipeline';

const CHANNEL = 'whereabouts_change';
/** Commits within this time ring once. */
const RING_MS = 20;
const RECONNECT_MS = 1_000;

export interface Bell {
  /** Something was committed: wakes this process at once and the others soon. */
  ring(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Says "look at the feed" across processes. The notice goes out after the commit, on a connection of its own: inside an
 * ingesting transaction it would serialize all commits. Losing one costs a poll interval, no change.
 */
export function bell({ url, pool, log, onRing }: { url: string; pool: Pool; log: Log; onRing: () => void }): Bell {
  // Who rang has looked by then.
  const self = randomUUID();
  const state = { client: null as pg.Client | null, timer: null as NodeJS.Timeout | null, running: false };

  const connect = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, application_name: 'whereabouts-bell' });
    client.on('error', () => client.emit('end'));
    client.once('end', () => {
      state.client = null;
      if (state.running) setTimeout(() => void connect().catch(() => undefined), RECONNECT_MS).unref();
    });
    client.on('notification', ({ payload }) => payload !== self && onRing());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      state.client = client;
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'no notices from other processes for now: the feed is polled');
      client.emit('end');
    }
  };

  const notify = (): void => {
    state.timer = null;
    pool.query({ name: 'ring', text: 'select pg_notify($1, $2)', values: [CHANNEL, self] }).catch(() => undefined);
  };

  return {
    ring() {
      onRing();
      state.timer ??= setTimeout(notify, RING_MS).unref();
    },
    async start() {
      state.running = true;
      await connect();
    },
    async stop() {
      state.running = false;
      if (state.timer) clearTimeout(state.timer);
      await state.client?.end().catch(() => undefined);
    },
  };
}
