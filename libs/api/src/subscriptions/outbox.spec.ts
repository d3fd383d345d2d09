import { createOutbox, type Delivery } from './outbox';

const START = { xid: '0', seq: 0 };
const delivery = (seq: number, subject: string, text = 'x'): Delivery => ({
  position: { xid: '1', seq },
  subject,
  text,
});
const overflow = (): Error => new Error('too slow');

describe('what a subscriber has not taken yet', () => {
  async function drain(outbox: ReturnType<typeof createOutbox>, count: number): Promise<number[]> {
    const taken: number[] = [];
    for (let position = START; taken.length < count;) {
      const next = await outbox.next(position);
      position = next!.position;
      taken.push(position.seq);
    }
    return taken;
  }

  it('comes in order, every change of every case, while there is room', async () => {
    const outbox = createOutbox({ items: 4, bytes: 100 }, overflow);
    for (const [seq, subject] of [
      [1, 'a'],
      [2, 'a'],
      [3, 'b'],
      [4, 'a'],
    ] as const)
      outbox.push(delivery(seq, subject));
    expect(await drain(outbox, 4)).toEqual([1, 2, 3, 4]);
  });

  it('keeps the newest change of each case when there is no more room', async () => {
    const outbox = createOutbox({ items: 4, bytes: 100 }, overflow);
    for (const [seq, subject] of [
      [1, 'a'],
      [2, 'b'],
      [3, 'a'],
      [4, 'a'],
      [5, 'c'],
    ] as const)
      outbox.push(delivery(seq, subject));
    expect(await drain(outbox, 3)).toEqual([2, 4, 5]);
  });

  it('does so for bytes as well', async () => {
    const outbox = createOutbox({ items: 100, bytes: 30 }, overflow);
    for (const [seq, subject] of [
      [1, 'a'],
      [2, 'a'],
      [3, 'a'],
      [4, 'b'],
    ] as const)
      outbox.push(delivery(seq, subject, 'x'.repeat(10)));
    expect(await drain(outbox, 2)).toEqual([3, 4]);
  });

  it('tells who is too slow even for that to come back', async () => {
    const outbox = createOutbox({ items: 4, bytes: 100 }, overflow);
    for (const seq of [1, 2, 3, 4, 5]) outbox.push(delivery(seq, `case ${seq}`));
    await expect(outbox.next(START)).rejects.toThrow('too slow');
  });

  it('never holds more than its limits, whatever comes, and ends with the newest', async () => {
    const outbox = createOutbox({ items: 10, bytes: 200 }, overflow);
    for (let seq = 1; seq <= 10_000; seq++) outbox.push(delivery(seq, `case ${seq % 7}`, 'x'.repeat(20)));
    const taken: number[] = [];
    while (taken.at(-1) !== 10_000) taken.push(...(await drain(outbox, 1)));
    expect(taken.length).toBeLessThanOrEqual(10);
  });
});
