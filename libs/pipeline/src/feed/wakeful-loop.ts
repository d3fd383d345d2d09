/** Without a wake-up, for changes that other processes commit and whose notice is lost. */
const POLL_MS = 250;
/** While a transaction in flight holds the feed back, look again soon; most end within some looks. */
const HELD_BACK_MS = 5;
const SOON_LOOKS = 20;

export interface WakefulLoop {
  start(): void;
  /** Says that something was committed: look now. */
  wake(): void;
  stop(): Promise<void>;
}

/**
 * How much of what there is was read. `some`: there is more at once. `held`: there is more, but an older transaction still
 * runs.
 */
export type Read = 'none' | 'some' | 'all' | 'held';

export interface WakefulLoopParts {
  /** @param isAwaited somebody said that there is news: where nothing can be read, it may be held back. */
  readonly readOn: (isAwaited: boolean) => Promise<Read>;
  readonly onError: (error: unknown) => void;
}

/** Reads again and again: at once after a wake-up or while there is more, else after a short wait. */
export function wakefulLoop({ readOn, onError }: WakefulLoopParts): WakefulLoop {
  const state = { running: false, nudged: false, wakeUp: null as (() => void) | null, loop: Promise.resolve() };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        state.wakeUp = null;
        resolve();
      }
      state.wakeUp = done;
    });

  const run = async (): Promise<void> => {
    let looks = 0;
    while (state.running) {
      try {
        const isAwaited = state.nudged || looks > 0;
        state.nudged = false;
        const read = await readOn(isAwaited);
        if (read === 'some') continue;
        looks = read === 'held' ? looks + 1 : 0;
        if (!state.nudged) await pause(looks > 0 && looks < SOON_LOOKS ? HELD_BACK_MS : POLL_MS);
      } catch (error) {
        onError(error);
        await pause(POLL_MS);
      }
    }
  };

  return {
    start() {
      state.running = true;
      state.loop = run();
    },
    wake() {
      state.nudged = true;
      state.wakeUp?.();
    },
    async stop() {
      state.running = false;
      state.wakeUp?.();
      await state.loop;
    },
  };
}
