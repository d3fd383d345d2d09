import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../pipeline';
import type { CallLoop } from './call-loop';
import type { Jobs } from './jobs';
import { steadily } from './steadily';

export interface RoundsNeeds {
  readonly jobs: Jobs;
  readonly log: Log;
  /** Makes the calls that the rounds put into the queue. */
  readonly calls: CallLoop;
  /** Puts what is due into the queue, and returns how many calls that gave. */
  round(isStopping: () => boolean): Promise<number>;
  /** What is logged when a round fails. */
  readonly failed: string;
}

export interface Rounds {
  start(): void;
  /** Puts and calls until nothing is due any more. Returns how many calls that took. */
  settle(): Promise<number>;
  stop(): Promise<void>;
}

const TICK_MS = 1_000;
const SETTING_UP_MS = 50;

/** Looks for what is due again and again, and has the calls made. */
export function rounds({ jobs, log, calls, round, failed }: RoundsNeeds): Rounds {
  let isStopping = true;
  let turn = Promise.resolve(0);

  const once = async (): Promise<number> => {
    if (!jobs.isReady()) return 0;
    const put = await round(() => isStopping);
    if (put > 0) calls.nudge();
    return put;
  };
  /** One round at a time. */
  const inTurn = (): Promise<number> => (turn = turn.catch(() => 0).then(once));

  const steady = steadily({
    step: async () => {
      await inTurn();
      return false;
    },
    pauseMs: TICK_MS,
    failed,
    log,
  });

  return {
    start() {
      isStopping = false;
      calls.start();
      steady.start();
    },
    async settle() {
      while (!isStopping && !jobs.isReady()) await sleep(SETTING_UP_MS);
      let made = 0;
      for (;;) {
        const put = await inTurn();
        made += put;
        const drained = await calls.drain();
        if (put === 0 && drained === 0) return made;
      }
    },
    async stop() {
      isStopping = true;
      await steady.stop();
      await calls.stop();
    },
  };
}
