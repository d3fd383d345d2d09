import {
  comparePositions,
  feedEnd,
  isUnavailable,
  readChanges,
  type ChangeEntry,
  type FeedPosition,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Feed, Log, Meter } from '../pipeline';

/** Without a wake-up, for changes that other processes commit and whose notice is lost. */
const POLL_MS = 250;
/** While a transaction in flight holds the feed back, look again soon. */
const HELD_BACK_MS = 5;
const BATCH = 500;

export interface FeedReader extends Feed {
  start(): Promise<void>;
  /** Says that something was committed: look now. */
  wake(): void;
  stop(): Promise<void>;
}

/** Reads the change feed once per process and hands every batch to all listeners. */
export function feedReader({ pool, log, meter }: { pool: Pool; log: Log; meter: Meter }): FeedReader {
  const listeners = new Set<(changes: readonly ChangeEntry[]) => void>();
  const state = {
    position: { xid: '0', seq: 0 } as FeedPosition,
    running: false,
    nudged: false,
    wakeUp: null as (() => void) | null,
    loop: Promise.resolve(),
  };

  const deliver = (changes: readonly ChangeEntry[]): void => {
    meter.count('changes_read', changes.length);
    for (const listener of listeners) {
      try {
        listener(changes);
      } catch (error) {
        log.error({ err: error }, 'a listener of the change feed failed');
      }
    }
  };

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

  const readOn = async (): Promise<number> => {
    const changes = await readChanges(pool, state.position, BATCH);
    const last = changes.at(-1);
    if (last && comparePositions(last.position, state.position) > 0) {
      state.position = last.position;
      deliver(changes);
    }
    return changes.length;
  };

  const run = async (): Promise<void> => {
    let patience = 0;
    while (state.running) {
      try {
        const nudged = state.nudged;
        state.nudged = false;
        const read = await readOn();
        if (read === BATCH) continue;
        // Somebody said that there is news; if it is not visible yet, an older transaction is still running.
        patience = read > 0 || !nudged ? 0 : patience + 1;
        if (nudged && read === 0 && patience < 20) state.nudged = true;
        if (!state.nudged) await pause(POLL_MS);
        else if (read === 0) await pause(HELD_BACK_MS);
      } catch (error) {
        if (!isUnavailable(error)) log.error({ err: error }, 'reading the change feed failed');
        await pause(POLL_MS);
      }
    }
  };

  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    position: () => state.position,
    wake() {
      state.nudged = true;
      state.wakeUp?.();
    },
    async start() {
      state.position = await feedEnd(pool);
      state.running = true;
      state.loop = run();
    },
    async stop() {
      state.running = false;
      state.wakeUp?.();
      await state.loop;
    },
  };
}
