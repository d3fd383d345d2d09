import { Waiter } from '@whereabouts/store';
import { together } from './together';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('reads that are asked for together', () => {
  it('are made once, and anew for whoever asks while one is under way', async () => {
    const begun: ((answer: number) => void)[] = [];
    const read = (): Promise<number> => new Promise((resolve) => begun.push(resolve));
    const ask = together<number>();
    const first = [ask('a', read), ask('a', read)];
    await tick();
    const second = [ask('a', read), ask('a', read), ask('a', read)];
    await tick();
    expect(begun).toHaveLength(1);
    begun[0]!(1);
    expect(await Promise.all(first)).toEqual([1, 1]);
    await tick();
    expect(begun).toHaveLength(2);
    begun[1]!(2);
    expect(await Promise.all(second)).toEqual([2, 2, 2]);
  });

  it('are given up when the last of those who asked leaves, and no sooner', async () => {
    const given: Waiter[] = [];
    const read = (all: Waiter): Promise<number> => {
      given.push(all);
      return new Promise((resolve) => all.whenLeft(() => resolve(0)));
    };
    const ask = together<number>();
    const [one, two] = [new Waiter(), new Waiter()];
    const answers = [ask('a', read, one), ask('a', read, two)];
    await tick();
    one.leave();
    expect(given[0]!.hasLeft).toBe(false);
    two.leave();
    expect(given[0]!.hasLeft).toBe(true);
    expect(await Promise.all(answers)).toEqual([0, 0]);
    // Somebody who does not say whether he stays is waited for.
    const staying = new Waiter();
    void ask('a', read, staying);
    void ask('a', read);
    await tick();
    staying.leave();
    expect(given[1]!.hasLeft).toBe(false);
  });

  it('do not wait for others, and go on after one that failed', async () => {
    const ask = together<string>();
    const failing = ask('a', () => Promise.reject(new Error('away')));
    expect(await ask('b', () => Promise.resolve('b'))).toBe('b');
    await expect(failing).rejects.toThrow('away');
    expect(await ask('a', () => Promise.resolve('a'))).toBe('a');
  });
});
