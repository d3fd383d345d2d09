import { openLog } from '../logging/log';
import { stopInOrder } from './stopping';

function take(steps: readonly [string, () => unknown][], seconds = 5) {
  const taken: string[] = [];
  const logged: string[] = [];
  const log = openLog('info', { write: (line) => void logged.push(line) });
  const named = steps.map(([name, work]) => ({
    name,
    run: () => {
      taken.push(name);
      return work();
    },
  }));
  return { taken, logged, done: stopInOrder(named, seconds, log) };
}

describe('a stop', () => {
  it('takes its steps one after the other', async () => {
    const order: string[] = [];
    const slow = (name: string, ms: number) => () =>
      new Promise<void>((settle) =>
        setTimeout(() => {
          order.push(name);
          settle();
        }, ms),
      );
    const { done } = take([
      ['sockets', slow('sockets', 30)],
      ['pipeline', slow('pipeline', 1)],
    ]);
    expect([await done, order]).toEqual([true, ['sockets', 'pipeline']]);
  });

  it('goes on after a step that fails, and says so', async () => {
    const { done, taken, logged } = take([
      ['sockets', () => Promise.reject(new Error('no'))],
      ['database', () => undefined],
    ]);
    expect([await done, taken]).toEqual([false, ['sockets', 'database']]);
    expect(JSON.parse(logged[0]!)).toMatchObject({ level: 'error', step: 'sockets' });
  });

  it('is forced when a step takes too long', async () => {
    const { done, taken } = take(
      [
        ['stuck', () => new Promise(() => undefined)],
        ['never', () => undefined],
      ],
      0.05,
    );
    expect([await done, taken]).toEqual([false, ['stuck']]);
  });
});
