import { isUnavailable } from '@whereabouts/store';
import type { Log } from '../pipeline';

export interface Steady {
  start(): void;
  /** Waits for the step under way. */
  stop(): Promise<void>;
}

export interface SteadyLoop extends Steady {
  /** Takes the next step now instead of after the pause. */
  nudge(): void;
}

export interface SteadyWork {
  /** One step. False: there was nothing more to do, so it pauses. */
  readonly step: () => Promise<boolean>;
  readonly pauseMs: number;
  /** Said when a step fails for another reason than the database being away. */
  readonly failed: string;
  readonly log: Log;
}

/** Takes one step after the other, without a pause while there is more to do. A step that fails is taken again after a pause. */
export function steadily({ step, pauseMs, failed, log }: SteadyWork): SteadyLoop {
  const state = { running: false, wake: null as (() => void) | null, loop: Promise.resolve() };

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      // Stopped during its step: nobody is there to end this pause.
      if (!state.running) return resolve();
      const timer = setTimeout(resolve, pauseMs);
      state.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (state.running) {
      try {
        if (!(await step())) await pause();
      } catch (error) {
        if (!isUnavailable(error)) log.error({ err: error }, failed);
        await pause();
      }
    }
  };

  return {
    start() {
      state.running = true;
      state.loop = run();
    },
    nudge: () => state.wake?.(),
    async stop() {
      state.running = false;
      state.wake?.();
      await state.loop;
    },
  };
}
