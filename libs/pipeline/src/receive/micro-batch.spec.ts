import { microBatcher, type MicroBatchOptions } from './micro-batch';

interface Flush {
  readonly items: readonly string[];
  readonly commit: () => void;
  readonly fail: (error: Error) => void;
}

/** A batcher whose flushes the test settles. */
function batcher(options: Partial<MicroBatchOptions<string>> = {}) {
  const flushes: Flush[] = [];
  const batches = microBatcher<string>({
    maxItems: 3,
    maxBytes: 100,
    bytesOf: (item) => item.length,
    writers: 1,
    flush: (items) => new Promise((resolve, reject) => void flushes.push({ items, commit: resolve, fail: reject })),
    ...options,
  });
  return { ...batches, flushes, sizes: () => flushes.map(({ items }) => items.length) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('a micro-batch', () => {
  it('goes out at once when a single item comes', async () => {
    const { add, flushes } = batcher();
    const done = add('a');
    await turn();
    expect(flushes[0]?.items).toEqual(['a']);
    flushes[0]?.commit();
    await done;
  });

  it('is shared by all items of one turn of the event loop', async () => {
    const { add, sizes } = batcher();
    void add('a');
    void add('b');
    await turn();
    expect(sizes()).toEqual([2]);
  });

  it('grows while the writers are busy, up to its limits', async () => {
    const { add, flushes, sizes, waiting } = batcher();
    void add('first');
    await turn();
    for (const item of ['a', 'b', 'c', 'd']) void add(item);
    await turn();
    expect(sizes()).toEqual([1]);
    expect(waiting()).toBe(5);
    flushes[0]!.commit();
    await turn();
    expect(sizes()).toEqual([1, 3]);
    flushes[1]!.commit();
    await turn();
    expect(sizes()).toEqual([1, 3, 1]);
  });

  it('holds no more bytes than allowed, but always one item', async () => {
    const { add, flushes } = batcher({ writers: 9, maxItems: 9 });
    for (const size of [60, 30, 60, 500, 1]) void add('x'.repeat(size));
    await turn();
    expect(flushes.map(({ items }) => items.map((item) => item.length))).toEqual([[60, 30], [60], [500], [1]]);
  });

  it('acknowledges its items after the commit and not before', async () => {
    const { add, flushes } = batcher();
    const seen: string[] = [];
    const all = ['a', 'b'].map((item) => add(item).then(() => seen.push(item)));
    await turn();
    expect(seen).toEqual([]);
    flushes[0]!.commit();
    await Promise.all(all);
    expect(seen).toEqual(['a', 'b']);
  });

  it('that fails is the failure of each of its items, and of no other', async () => {
    const { add, flushes } = batcher();
    const all = Promise.allSettled([add('a'), add('b')]);
    await turn();
    const next = add('c');
    flushes[0]!.fail(new Error('the disk is full'));
    expect(await all).toEqual([
      { status: 'rejected', reason: new Error('the disk is full') },
      { status: 'rejected', reason: new Error('the disk is full') },
    ]);
    await turn();
    flushes[1]!.commit();
    await next;
  });

  it('is drained when nothing waits, after failures too', async () => {
    const { add, drained, flushes } = batcher();
    await drained();
    void add('a').catch(() => undefined);
    const empty = drained();
    await turn();
    flushes[0]!.fail(new Error('no'));
    await empty;
  });
});
