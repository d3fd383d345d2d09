import {
  areChangesHeldBack,
  comparePositions,
  feedEnd,
  isUnavailable,
  readChanges,
  type ChangeEntry,
  type FeedPosition,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Feed, Log, Meter } from '../pipeline';
import { wakefulLoop, type Read } from './wakeful-loop';

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
  const state = { position: { xid: '0', seq: 0 } as FeedPosition };

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

  const readOn = async (isAwaited: boolean): Promise<Read> => {
    const changes = await readChanges(pool, state.position, BATCH);
    const last = changes.at(-1);
    if (last && comparePositions(last.position, state.position) > 0) {
      state.position = last.position;
      deliver(changes);
    }
    if (changes.length > 0) return changes.length === BATCH ? 'some' : 'all';
    return isAwaited && (await areChangesHeldBack(pool, state.position)) ? 'held' : 'none';
  };
  const loop = wakefulLoop({
    readOn,
    onError: (error) => {
      if (!isUnavailable(error)) log.error({ err: error }, 'reading the change feed failed');
    },
  });

  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    position: () => state.position,
    end: () => feedEnd(pool),
    wake: loop.wake,
    async start() {
      state.position = await feedEnd(pool);
      loop.start();
    },
    stop: loop.stop,
  };
}
