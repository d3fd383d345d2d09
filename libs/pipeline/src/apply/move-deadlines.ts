import { disarm, rearm, together, type Deadline, type Tx } from '@whereabouts/store';

/** Deadlines that were dealt with move to the next moment of their subjects; those whose subjects have none are removed. */
export async function moveDeadlines(tx: Tx, done: readonly Deadline[], next: readonly Deadline[]): Promise<void> {
  const again = new Set(next.map(({ subjectId }) => subjectId));
  const over = done.filter(({ subjectId }) => !again.has(subjectId));
  await together([next.length ? rearm(tx, next) : null, over.length ? disarm(tx, over) : null]);
}
