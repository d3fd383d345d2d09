import { isUnavailable } from '@whereabouts/store';
import type { Job, JobQueue } from './jobs';
import type { Log } from '../pipeline';
import { steadily } from './steadily';

/** Calls under way in one process. They wait for the network: many cost little. */
const WIDTH = 24;
const LOOK_MS = 1_000;

export interface CallLoop {
  start(): void;
  /** Looks into the queue now instead of at the next look. */
  nudge(): void;
  /** Makes all calls that are in the queue. Returns how many. */
  drain(): Promise<number>;
  /** Calls off what is under way, gives it back, and stops. */
  stop(): Promise<void>;
}

export interface CallLoopNeeds<Data extends object> {
  readonly queue: JobQueue<Data>;
  readonly call: (job: Data, stop: AbortSignal) => Promise<void>;
  /** What a log says of a call that failed. */
  readonly factsOf: (job: Data) => object;
  readonly log: Log;
}

/** Takes calls out of the queue and makes them, some at a time. */
export function callLoop<Data extends object>({ queue, call, factsOf, log }: CallLoopNeeds<Data>): CallLoop {
  const end = new AbortController();
  const active = new Set<Promise<void>>();
  let turn = Promise.resolve(0);

  const run = async ({ id, data }: Job<Data>): Promise<void> => {
    try {
      await call(data, end.signal);
      await queue.done(id);
    } catch (error) {
      if (!isUnavailable(error)) log.error({ ...factsOf(data), err: error }, 'a call failed; it is made again');
      // With the database away it stays in hand until its time is over, and then goes to whoever is there.
      await queue.failed(id, error as Error).catch(() => undefined);
    }
  };

  const takeNow = async (): Promise<number> => {
    const free = WIDTH - active.size;
    const jobs = free > 0 ? await queue.take(free) : [];
    for (const job of jobs) {
      const work: Promise<void> = run(job).finally(() => {
        active.delete(work);
        steady.nudge();
      });
      active.add(work);
    }
    return jobs.length;
  };

  /** One look at a time: who looks after another sees what that one took. */
  const take = (): Promise<number> => (turn = turn.catch(() => 0).then(takeNow));

  const steady = steadily({
    step: async () => (await take()) > 0,
    pauseMs: LOOK_MS,
    failed: 'looking for calls failed',
    log,
  });

  return {
    start: steady.start,
    nudge: steady.nudge,
    async drain() {
      let calls = 0;
      for (;;) {
        const taken = await take();
        calls += taken;
        if (active.size === 0 && taken === 0) return calls;
        await Promise.race(active);
      }
    },
    async stop() {
      end.abort();
      await steady.stop();
      await Promise.all(active);
    },
  };
}
