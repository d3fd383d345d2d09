/** Without a wake-up, for changes that other processes commit and whose notice is lost. */
const POLL_MS = 250;
/** While a transaction in flight holds the feed back, look again soon. */
const HELD_BACK_MS = 5;
const MOST_LOOKS = 20;

export interface WakefulLoop {
  start(): void;
  /** Says that something was committed: look now. */
  wake(): void;
  stop(): Promise<void>;
}

/** How much of what there is was read: `some` means that there is more at once. */
export type Read = 'none' | 'some' | 'all';

/** Reads again and again: at once after a wake-up or while there is more, else after a short wait. */
export function wakefulLoop({
  readOn,
  onError,
}: {
  readonly readOn: () => Promise<Read>;
  readonly onError: (error: unknown) => void;
}): WakefulLoop {
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
    let patience = 0;
    while (state.running) {
      try {
        const { nudged } = state;
        state.nudged = false;
        const read = await readOn();
        if (read === 'some') continue;
        // Somebody said that there is news; if it is not visible yet, an older transaction is still running.
        patience = read === 'all' || !nudged ? 0 : patience + 1;
        if (nudged && read === 'none' && patience < MOST_LOOKS) state.nudged = true;
        if (!state.nudged) await pause(POLL_MS);
        else if (read === 'none') await pause(HELD_BACK_MS);
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
