import type { Reason } from '../vocabulary/reasons';
import type { ExceptionKind } from '../vocabulary/exceptions';
import { BY_HAND } from './case';
import { newCase, type NewCase, type Opening } from './new-case';

/** What a person says who opens a case. */
export interface HandOpening extends Omit<Opening, 'finding'> {
  readonly kind: ExceptionKind;
  readonly reason: Reason | null;
  readonly note: string | null;
}

/** A case that a person opens. Only a person closes it, unless a rule finds the same trouble meanwhile. */
export function openedByHand({ kind, reason, note, ...opening }: HandOpening): NewCase {
  const { policy, now } = opening;
  const finding = {
    kind,
    reason,
    rule: BY_HAND,
    policyVersion: policy.version,
    thresholds: {},
    because: note === null ? 'Opened by hand.' : `Opened by hand: ${note}`,
    milestoneIds: [],
    conditionSince: now,
  };
  return newCase({ ...opening, finding });
}
