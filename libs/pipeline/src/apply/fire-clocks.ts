import { clockSteps, withClockEvents, type Instant, type PolicyOf } from '@whereabouts/model';
import { armDeadlines, disarm, lockFreeCases, type Deadline, type StoredCase, type Tx } from '@whereabouts/store';
import { clockWrites } from './clock-writes';
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
  const ids = new Set(held.map(({ id }) => id));
  await disarm(
    tx,
    due.filter(({ subjectId }) => ids.has(subjectId)),
  );
  const cases = await writeCases(tx, placed, policyOf, now);
  await armNext(tx, held, cases, policyOf, now);
  return { fired: held.length, cases };
}

/** All that were looked at are looked at again at their next moment, also where nothing was to be said this time. */
async function armNext(
  tx: Tx,
  held: readonly StoredCase[],
  { cases }: CasesWritten,
  policyOf: PolicyOf,
  now: Instant,
): Promise<void> {
  const next = held.flatMap((before) => {
    const current = cases.get(before.id) ?? withClockEvents(before, [], policyOf(before.merchantId), now);
    const { merchantId, id: subjectId, sla } = current;
    return sla.nextClockAt === null
      ? []
      : [{ merchantId, subjectKind: 'case' as const, subjectId, dueAt: sla.nextClockAt }];
  });
  if (next.length) await armDeadlines(tx, next);
}
