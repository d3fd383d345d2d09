import fc from 'fast-check';
import { Delivery } from './delivery';
import type { Outlet } from './outlet';
import { Subscriber, type Page, type Past } from './subscriber';

const LIMITS = { items: 8, bytes: 10_000 };
const at = (seq: number) => ({ xid: '7', seq });
const delivery = (seq: number, subject = `case ${seq}`): Delivery => new Delivery(at(seq), subject, `${seq}`);
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An outlet that takes one batch, and more when it is told to. */
class Hand implements Outlet {
  readonly got: number[] = [];
  readonly ends: unknown[] = [];
  isStuck = false;
  write(deliveries: readonly Delivery[]): boolean {
    this.got.push(...deliveries.map(({ position }) => position.seq));
    return !this.isStuck;
  }
  end(error: unknown): void {
    this.ends.push(error);
  }
}

describe('a subscriber', () => {
  const left: unknown[] = [];
  beforeEach(() => void left.splice(0));
  const subscriber = (outlet: Outlet, limits = LIMITS): Subscriber => {
    const one = new Subscriber(outlet, limits);
    one.joined((member) => void left.push(member));
    return one;
  };

  it('is told what lies behind its position, and nothing twice', () => {
    const hand = new Hand();
    const one = subscriber(hand);
    one.beginLive(at(2));
    one.push([delivery(1), delivery(2), delivery(3)]);
    one.push([delivery(4)]);
    expect(hand.got).toEqual([3, 4]);
  });

  it('waits while its outlet is full, then gets all in order', () => {
    const hand = new Hand();
    const one = subscriber(hand);
    one.beginLive(at(0));
    hand.isStuck = true;
    for (const seq of [1, 2, 3]) one.push([delivery(seq)]);
    expect(hand.got).toEqual([1]);
    hand.isStuck = false;
    one.resume();
    one.push([delivery(4)]);
    expect(hand.got).toEqual([1, 2, 3, 4]);
  });

  it('is told of each case only the newest when it is slow, and where to come back when it is too slow for that', () => {
    const hand = new Hand();
    const one = subscriber(hand);
    one.beginLive(at(0));
    hand.isStuck = true;
    for (let seq = 1; seq <= 40; seq++) one.push([delivery(seq, `case ${seq % 3}`)]);
    hand.isStuck = false;
    one.resume();
    expect(hand.got.slice(-3)).toEqual([38, 39, 40]);
    hand.isStuck = true;
    for (let seq = 41; seq <= 60; seq++) one.push([delivery(seq)]);
    expect(hand.ends).toMatchObject([{ extensions: { code: 'RESYNC', cursor: expect.any(String) as string } }]);
    expect(
      Buffer.from((hand.ends[0] as { extensions: { cursor: string } }).extensions.cursor, 'base64url').toString(),
    ).toBe(`7.${hand.got.at(-1)}`);
    expect(left).toEqual([one]);
  });

  it('is written a batch that is larger than its backlog as long as it takes it', () => {
    const hand = new Hand();
    const one = subscriber(hand, { items: 1, bytes: 10 });
    one.beginLive(at(0));
    one.push(Array.from({ length: 50 }, (_, index) => new Delivery(at(index + 1), `case ${index}`, 'x'.repeat(1_000))));
    expect(hand).toMatchObject({ ends: [] });
    expect(hand.got).toHaveLength(50);
  });

  it('says nothing once it is closed', async () => {
    const hand = new Hand();
    const one = subscriber(hand);
    void one.begin(() => Promise.resolve({ from: at(0), page: () => tick().then(() => page([1], 1, true)) }));
    one.close();
    one.push([delivery(9)]);
    one.fail(new Error('late'));
    await tick();
    await tick();
    expect(hand).toMatchObject({ got: [], ends: [] });
  });

  it('ends with what went wrong in the past', async () => {
    const hand = new Hand();
    await subscriber(hand).begin(() => Promise.reject(new Error('pruned')));
    expect(hand.ends).toEqual([new Error('pruned')]);
  });

  const page = (seqs: readonly number[], upTo: number, isMore: boolean): Page => ({
    deliveries: seqs.map((seq) => delivery(seq)),
    upTo: at(upTo),
    isMore,
  });

  it('goes from an introduction over the past to what is new, without gap and repeat, however these interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.constantFrom('commit', 'push', 'tick', 'stick', 'free'), { maxLength: 120 }),
        async (from, size, script) => {
          // What is committed; a process hands it out some time after it read it.
          let committed = 30;
          let pushed = 30;
          const hand = new Hand();
          const one = subscriber(hand, { items: 4, bytes: 10_000 });
          const past: Past = {
            from: at(from),
            async page(after) {
              const last = Math.min(committed, after.seq + size);
              const seqs = Array.from({ length: last - after.seq }, (_, index) => after.seq + 1 + index);
              await tick();
              return page(seqs, last, seqs.length === size);
            },
          };
          const begun = one.begin(
            () => Promise.resolve(past),
            async function* () {
              yield [new Delivery(at(from), 'snapshot', 's')];
            },
          );
          const steps: Record<string, () => Promise<void> | void> = {
            commit: () => void committed++,
            push: () => pushed < committed && one.push([delivery(++pushed, 'one case')]),
            tick,
            stick: () => void (hand.isStuck = true),
            free() {
              hand.isStuck = false;
              one.resume();
            },
          } as Record<string, () => Promise<void> | void>;
          for (const step of script) await steps[step]!();
          for (let round = 0; round < 200 && hand.ends.length === 0 && hand.got.at(-1) !== committed; round++) {
            await steps['free']!();
            await steps['push']!();
            await tick();
          }
          if (hand.ends.length === 0) await begun;
          const expected = Array.from({ length: committed - from }, (_, index) => from + 1 + index);
          const [first, ...told] = hand.got;
          expect(first).toBe(from);
          // A slow one may be told of a case's newest change only: in order, none twice, and the last one always.
          expect(told.filter((seq, index) => index > 0 && seq <= told[index - 1]!)).toEqual([]);
          if (hand.ends.length === 0) expect(told.at(-1) ?? from).toBe(committed);
          if (!script.includes('stick')) expect(told).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
