import { isUnavailable } from '@whereabouts/store';
import type { Log } from '../pipeline';
import type { CallLoop } from './call-loop';
import type { Jobs } from './jobs';

export interface RoundsNeeds {
  readonly jobs: Jobs;
  readonly log: Log;
  /** Makes the calls that the rounds put into the queue. */
  readonly calls: CallLoop;
  /** Puts what is due into the queue, and returns how many calls that gave. */
  round(isStopping: () => boolean): Promise<number>;
  /** What is logged when a round fails. */
  readonly failure: string;
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
export function rounds({ jobs, log, calls, round, failure }: RoundsNeeds): Rounds {
  const state = {
    running: false,
    wake: null as (() => void) | null,
    loop: Promise.resolve(),
    turn: Promise.resolve(0),
  };
  const isStopping = (): boolean => !state.running;

  const once = async (): Promise<number> => {
    if (!jobs.isReady()) return 0;
    const put = await round(isStopping);
    if (put > 0) calls.nudge();
    return put;
  };
  /** One round at a time. */
  const inTurn = (): Promise<number> => (state.turn = state.turn.catch(() => 0).then(once));

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      state.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async (): Promise<void> => {
    while (state.running) {
      await inTurn().catch((error: unknown) => {
        if (!isUnavailable(error)) log.error({ err: error }, failure);
      });
      if (state.running) await pause(TICK_MS);
    }
  };

  return {
    start() {
      state.running = true;
      calls.start();
      state.loop = loop();
    },
    async settle() {
      while (state.running && !jobs.isReady()) await pause(SETTING_UP_MS);
      let made = 0;
      for (;;) {
        const put = await inTurn();
        made += put;
        const drained = await calls.drain();
        if (put === 0 && drained === 0) return made;
      }
    },
    async stop() {
      state.running = false;
      state.wake?.();
      await state.loop;
      await calls.stop();
    },
  };
}
