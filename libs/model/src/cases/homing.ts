import type { Policy } from '../policy/policy';
import type { Instant } from '../time/instant';
import { caseRef, type ExceptionCase } from './case';
import type { EffectDetail } from './case-effect';
import { closed, CLOSING_CHANGES } from './closing';

/** What a case is about from now on. */
export interface CaseHome {
  readonly shipmentId: string | null;
  readonly orderId: string | null;
}

/** What is to be written of a case whose home was found, or proved to be another one. */
export type HomeEffect = {
  readonly case: ExceptionCase;
  readonly changed: readonly string[];
  readonly detail: EffectDetail;
} & (
  | { readonly action: 'attached' | 'moved'; readonly changeType: 'UPDATED' }
  | { readonly action: 'merged'; readonly changeType: 'CLOSED' }
);

/** The case is about this home: attached while it had none, moved where it was about another shipment. */
export function movedTo(current: ExceptionCase, home: CaseHome, because: string, now: Instant): HomeEffect {
  const next = { ...current, ...home, version: current.version + 1, updatedAt: now };
  return {
    case: next,
    changed: (['shipmentId', 'orderId'] as const).filter((field) => next[field] !== current[field]),
    action: current.shipmentId === null ? 'attached' : 'moved',
    detail: { because },
    changeType: 'UPDATED',
  };
}

/** The home has an open case of the kind already: this one closes into it. */
export function mergedInto(
  current: ExceptionCase,
  into: Pick<ExceptionCase, 'number' | 'kind'>,
  because: string,
  policy: Policy,
  now: Instant,
): HomeEffect {
  const closeCode = policy.closeCodes.absorbedBy[into.kind] ?? policy.closeCodes.healed;
  return {
    case: closed(current, closeCode, 'rule:merge', policy, now),
    changed: CLOSING_CHANGES,
    action: 'merged',
    detail: { into: caseRef(into.number), closeCode, because: `Goes on in ${caseRef(into.number)}: ${because}` },
    changeType: 'CLOSED',
  };
}
