import { Waiter } from '@whereabouts/store';

/** Asks for a read that others may ask for as well; `waiter`: who may leave before it is done. */
export type Together<Answer> = (
  key: string,
  read: (all: Waiter) => Promise<Answer>,
  waiter?: Waiter,
) => Promise<Answer>;

interface Shared<Answer> {
  readonly answer: Promise<Answer>;
  /** Who waits for it; leaves when the last of them does. */
  readonly all: Waiter;
  staying: number;
}

/**
 * Makes a read that many ask for at the same time once. An answer is never older than the question: who asks while a read
 * is under way gets the next one, together with all who ask meanwhile. When nobody waits for it any more, it is told.
 */
export function together<Answer>(): Together<Answer> {
  const running = new Map<string, Promise<unknown>>();
  const next = new Map<string, Shared<Answer>>();

  const begin = (key: string, read: (all: Waiter) => Promise<Answer>): Shared<Answer> => {
    const all = new Waiter();
    const before = running.get(key) ?? Promise.resolve();
    const answer = before.then(() => {
      next.delete(key);
      const reading = read(all);
      const done = reading.then(
        () => undefined,
        () => undefined,
      );
      running.set(key, done);
      void done.then(() => running.get(key) === done && running.delete(key));
      return reading;
    });
    return { answer, all, staying: 0 };
  };

  return (key, read, waiter) => {
    const shared = next.get(key) ?? begin(key, read);
    next.set(key, shared);
    shared.staying++;
    if (!waiter) return shared.answer;
    const stay = waiter.whenLeft(() => {
      if (--shared.staying === 0) shared.all.leave();
    });
    return shared.answer.finally(stay);
  };
}
