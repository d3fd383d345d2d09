import { clockSteps, withClockEvents, type ExceptionCase, type Instant, type PolicyOf } from '@whereabouts/model';
import { lockFreeCases, type Deadline, type Tx } from '@whereabouts/store';
import { clockWrites } from './clock-writes';
import { moveDeadlines } from './move-deadlines';
import { writeCases, type CasesWritten } from './write-cases';

/**
 * Looks at the clocks of cases whose moment has come: what they have to say is recorded once, and the next moment is
 * armed. Cases that somebody holds are left to the next look.
 */
export async function fireClocks(
  tx: Tx,
  due: readonly Deadline[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<{ readonly fired: number; readonly cases: CasesWritten }> {
  const held = await lockFreeCases(
    tx,
    due.map(({ merchantId, subjectId: caseId }) => ({ merchantId, caseId })),
  );
  const placed = held.flatMap((before) => clockWrites(before, clockSteps(before, policyOf(before.merchantId), now)));
  const cases = await writeCases(tx, placed, policyOf, now);
  const ids = new Set(held.map(({ id }) => id));
  await armNext(
    tx,
    held.map((before) => cases.cases.get(before.id) ?? withClockEvents(before, [], policyOf(before.merchantId), now)),
    due.filter(({ subjectId }) => ids.has(subjectId)),
  );
  return { fired: held.length, cases };
}

/** All that were looked at are looked at again at their next moment, also where nothing was to be said this time. */
async function armNext(tx: Tx, cases: readonly ExceptionCase[], due: readonly Deadline[]): Promise<void> {
  const next = cases.flatMap(({ merchantId, id: subjectId, sla: { nextClockAt: dueAt } }) =>
    dueAt === null ? [] : [{ merchantId, subjectKind: 'case' as const, subjectId, dueAt }],
  );
  await moveDeadlines(tx, due, next);
}
