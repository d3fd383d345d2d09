/**
 * Makes a read that many ask for at the same time once. An answer is never older than the question: who asks while a read
 * is under way gets the next one, together with all who ask meanwhile.
 */
export function together<Answer>(): (key: string, read: () => Promise<Answer>) => Promise<Answer> {
  const running = new Map<string, Promise<unknown>>();
  const next = new Map<string, Promise<Answer>>();

  return (key, read) => {
    const waiting = next.get(key);
    if (waiting) return waiting;
    const before = running.get(key) ?? Promise.resolve();
    const answer = before.then(() => {
      next.delete(key);
      const reading = read();
      const done = reading.then(
        () => undefined,
        () => undefined,
      );
      running.set(key, done);
      void done.then(() => running.get(key) === done && running.delete(key));
      return reading;
    });
    next.set(key, answer);
    return answer;
  };
}
