import type { OrderFacts } from '../detection/detect-order';
import type { DetectionPolicy } from '../detection/policy';
import { said } from '../detection/rule';
import { isGone } from '../detection/rules/no-parcel';
import type { Instant } from '../time/instant';
import type { ExceptionKind } from '../vocabulary/exceptions';
import { healedCode, unsupportedBy, type Ailing, type Healing } from './healing';

type HealingPolicy = Pick<DetectionPolicy, 'closeCodes' | 'noParcel'>;
type Facts = Pick<OrderFacts, 'view' | 'parcels' | 'tickets' | 'milestones'>;

/** What ended it; null while a person must look. Kinds that are not listed never heal by themselves. */
const HEALS: Partial<Record<ExceptionKind, (facts: Facts, policy: HealingPolicy) => string | null>> = {
  INVENTORY_SHORT: ({ view, parcels }) => {
    if (view.cancelledAt !== null) return cancelled(view.cancelledAt);
    const moved = numbersOf(parcels.filter(({ state }) => state !== 'EXPECTED'));
    return moved === null ? 'the stock is there now' : `it goes with ${moved}`;
  },
  PROMISE_AT_RISK: ({ view, parcels, milestones }, { noParcel }) => {
    if (view.cancelledAt !== null) return cancelled(view.cancelledAt);
    const numbers = numbersOf(parcels);
    if (numbers !== null) return `it goes with ${numbers}, where the promise is watched from now on`;
    if (view.promise === null) return 'nothing is promised any more';
    if (milestones.some(({ code }) => isGone(code))) return 'it left without a tracking number';
    // Not looked for any more is not over.
    return noParcel.on ? `the promise is ${said(view.promise.to)} now` : null;
  },
};

const cancelled = (at: Instant): string => `the order was cancelled at ${said(at)}`;

/** Parcels to the customer, by number; null when there is none. */
function numbersOf(parcels: Facts['parcels']): string | null {
  const forward = parcels.filter(({ state, isReturn }) => !isReturn && state !== 'CANCELLED');
  return forward.length === 0
    ? null
    : forward
        .map(({ trackingNumber }) => trackingNumber)
        .sort()
        .join(', ');
}

/** Why an open case of an order without a finding is over, or null while a person must look. */
export function orderHealingOf(current: Ailing, facts: Facts, policy: HealingPolicy): Healing | null {
  const unsupported = unsupportedBy(current, facts.tickets, policy);
  if (unsupported !== null) return unsupported;
  const because = HEALS[current.kind]?.(facts, policy) ?? null;
  if (because === null) return null;
  // The promise of an order without a parcel is at risk in the warehouse, not on the way.
  const closeCode = current.kind === 'PROMISE_AT_RISK' ? policy.closeCodes.lateHandOver : healedCode(current, policy);
  return { because, closeCode };
}
