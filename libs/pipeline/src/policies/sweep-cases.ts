import { clocksUnder, type Instant, type Policy } from '@whereabouts/model';
import { lockFreeCases, openCaseIdsAfter, type Tx } from '@whereabouts/store';
import { writeCases, type CasesWritten, type PlacedWrite } from '../apply/write-cases';

/** Cases in one transaction. */
const BATCH = 200;

export interface CasesSwept {
  readonly cases: CasesWritten;
  /** The last case that was dealt with; null: there are no more. */
  readonly reached: string | null;
}

/**
 * Reads the clocks of the next open cases anew: their due times follow the policy, and what was recorded stays. Ends
 * before a case that somebody holds; null when that is the first one.
 */
export async function sweepCases(
  tx: Tx,
  merchantId: string,
  after: string | null,
  policy: Policy,
  now: Instant,
): Promise<CasesSwept | null> {
  const ids = await openCaseIdsAfter(tx, merchantId, after, BATCH);
  const keys = ids.map((caseId) => ({ merchantId, caseId }));
  const held = new Map((keys.length > 0 ? await lockFreeCases(tx, keys) : []).map((one) => [one.id, one]));
  const busy = ids.findIndex((id) => !held.has(id));
  if (busy === 0) return null;
  const placed = (busy < 0 ? ids : ids.slice(0, busy)).flatMap((id): PlacedWrite[] => {
    const before = held.get(id)!;
    const read = clocksUnder(before, policy, now);
    if (read === before || before.closedAt !== null) return [];
    const { firstActionDueAt, resolutionDueAt } = read.sla;
    return [
      {
        write: {
          type: 'change',
          before,
          case: { ...read, version: before.version + 1, updatedAt: now },
          changed: ['sla'],
          action: 'sla-recomputed',
          detail: { policyVersion: policy.version, surges: policy.surges, firstActionDueAt, resolutionDueAt },
          changeType: 'UPDATED',
        },
        facts: before.facts,
        actor: 'rule:policy',
      },
    ];
  });
  const reached = busy > 0 ? ids[busy - 1]! : ids.length < BATCH ? null : ids.at(-1)!;
  return { cases: await writeCases(tx, placed, () => policy, now), reached };
}
