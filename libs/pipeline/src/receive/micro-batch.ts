/** How a micro-batcher works. */
export interface MicroBatchOptions<Item> {
  /** Commits one batch. Its failure is the failure of every item in it. */
  readonly flush: (items: readonly Item[]) => Promise<void>;
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly bytesOf: (item: Item) => number;
  /** How many flushes may run at the same time. */
  readonly writers: number;
}

export interface MicroBatcher<Item> {
  /** Settles once the batch that holds the item is committed, or has failed. */
  add(item: Item): Promise<void>;
  /** Items that are neither committed nor failed yet. */
  waiting(): number;
  /** Settles when nothing is waiting. */
  drained(): Promise<void>;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Lets many requests share one commit. A lone item goes out at once; while all writers are busy, items gather, so that
 * batches grow with the load and nobody waits for a timer.
 */
export function microBatcher<Item>(options: MicroBatchOptions<Item>): MicroBatcher<Item> {
  const queue: Waiting<Item>[] = [];
  const idle: (() => void)[] = [];
  let running = 0;
  let scheduled = false;

  const take = (): Waiting<Item>[] => {
    let bytes = 0;
    let count = 0;
    while (count < queue.length && count < options.maxItems) {
      bytes += options.bytesOf(queue[count]!.item);
      if (count > 0 && bytes > options.maxBytes) break;
      count++;
    }
    return queue.splice(0, count);
  };

  const run = async (batch: readonly Waiting<Item>[]): Promise<void> => {
    running++;
    try {
      await options.flush(batch.map(({ item }) => item));
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    } finally {
      running--;
      if (running === 0 && queue.length === 0) for (const settle of idle.splice(0)) settle();
      pump();
    }
  };

  const pump = (): void => {
    while (queue.length > 0 && running < options.writers) void run(take());
  };

  // Requests that arrive in the same turn of the event loop belong together.
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      pump();
    });
  };

  return {
    add: (item) =>
      new Promise<void>((done, failed) => {
        queue.push({ item, done, failed });
        schedule();
      }),
    waiting: () => queue.length + running,
    drained: () =>
      running === 0 && queue.length === 0 ? Promise.resolve() : new Promise<void>((settle) => idle.push(settle)),
  };
}
