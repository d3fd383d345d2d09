import { Backlog } from './backlog';
import { Delivery } from './delivery';

const delivery = (seq: number, subject: string, text = 'x'): Delivery => new Delivery({ xid: '1', seq }, subject, text);
const seqs = (deliveries: readonly Delivery[]): number[] => deliveries.map(({ position }) => position.seq);

describe('what a subscriber has not taken yet', () => {
  const filled = (limits: { items: number; bytes: number }, ...deliveries: Delivery[]): Backlog => {
    const backlog = new Backlog(limits);
    for (const one of deliveries) expect(backlog.put(one)).toBe(true);
    return backlog;
  };

  it('comes in order, every change of every case, while there is room', () => {
    const backlog = filled(
      { items: 4, bytes: 100 },
      ...[delivery(1, 'a'), delivery(2, 'a'), delivery(3, 'b'), delivery(4, 'a')],
    );
    expect(seqs(backlog.take(Infinity))).toEqual([1, 2, 3, 4]);
    expect(backlog.isEmpty).toBe(true);
  });

  it('keeps the newest change of each case when there is no more room', () => {
    const backlog = filled(
      { items: 4, bytes: 100 },
      ...[delivery(1, 'a'), delivery(2, 'b'), delivery(3, 'a'), delivery(4, 'a'), delivery(5, 'c')],
    );
    expect(seqs(backlog.take(Infinity))).toEqual([2, 4, 5]);
  });

  it('does so for bytes as well', () => {
    const text = 'x'.repeat(10);
    const backlog = filled(
      { items: 100, bytes: 30 },
      ...[delivery(1, 'a', text), delivery(2, 'a', text), delivery(3, 'a', text), delivery(4, 'b', text)],
    );
    expect(seqs(backlog.take(Infinity))).toEqual([3, 4]);
  });

  it('says when even that gives no room', () => {
    const backlog = filled({ items: 4, bytes: 100 }, ...[1, 2, 3, 4].map((seq) => delivery(seq, `case ${seq}`)));
    expect(backlog.put(delivery(5, 'case 5'))).toBe(false);
  });

  it('gives out some at a time, and at least one', () => {
    const text = 'x'.repeat(10);
    const backlog = filled({ items: 9, bytes: 900 }, ...[1, 2, 3, 4].map((seq) => delivery(seq, 'a', text)));
    expect(seqs(backlog.take(25))).toEqual([1, 2]);
    expect(seqs(backlog.take(1))).toEqual([3]);
    expect(seqs(backlog.take(25))).toEqual([4]);
    expect(backlog.take(25)).toEqual([]);
  });

  it('never holds more than its limits, whatever comes, and ends with the newest', () => {
    const backlog = new Backlog({ items: 10, bytes: 200 });
    for (let seq = 1; seq <= 10_000; seq++)
      expect(backlog.put(delivery(seq, `case ${seq % 7}`, 'x'.repeat(20)))).toBe(true);
    const taken = seqs(backlog.take(Infinity));
    expect(taken.length).toBeLessThanOrEqual(10);
    expect(taken.at(-1)).toBe(10_000);
  });
});
