import { wakefulLoop, type Read } from './wakeful-loop';

describe('a loop that is woken', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** Runs over what each look finds, then over nothing. */
  function following(...finds: Read[]) {
    const looks: boolean[] = [];
    const loop = wakefulLoop({
      readOn: async (isAwaited) => {
        looks.push(isAwaited);
        return finds.shift() ?? 'none';
      },
      onError: (error) => {
        throw error;
      },
    });
    loop.start();
    const passed = async (ms: number): Promise<number> => {
      await jest.advanceTimersByTimeAsync(ms);
      return looks.length;
    };
    return { loop, looks, passed };
  }

  it('reads at once while there is more, then looks now and then', async () => {
    const { passed } = following('some', 'some', 'all');
    expect(await passed(0)).toBe(3);
    expect(await passed(249)).toBe(3);
    expect(await passed(1)).toBe(4);
  });

  it('looks once for each wake-up, and says that it was awaited', async () => {
    const { loop, looks, passed } = following();
    await passed(0);
    loop.wake();
    expect(await passed(200)).toBe(2);
    expect(looks).toEqual([false, true]);
  });

  it('looks again soon for what is held back, until it is there', async () => {
    const { looks, passed } = following('held', 'held', 'all');
    expect(await passed(5)).toBe(2);
    expect(await passed(5)).toBe(3);
    expect(await passed(200)).toBe(3);
    expect(looks).toEqual([false, true, true]);
  });

  it('looks seldom for what is held back for long', async () => {
    const { passed } = following(...Array<Read>(100).fill('held'));
    const soon = await passed(250);
    expect(soon).toBe(20);
    expect((await passed(1_000)) - soon).toBeLessThanOrEqual(4);
  });

  it('looks again when it was woken while it looked', async () => {
    const finds: Read[] = ['all'];
    const looks: number[] = [];
    const loop = wakefulLoop({
      readOn: async () => {
        if (looks.push(looks.length) === 1) loop.wake();
        return finds.shift() ?? 'none';
      },
      onError: () => undefined,
    });
    loop.start();
    await jest.advanceTimersByTimeAsync(0);
    expect(looks).toHaveLength(2);
  });
});
