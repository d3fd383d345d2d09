import type { CloseCode, ExceptionKind } from '../vocabulary/exceptions';
import type { ShipmentState } from '../vocabulary/shipment-states';
import type { DetectionPolicy } from '../detection/policy';
import { said } from '../detection/rule';
import { PREPARATION } from '../shipment/reading';
import type { ShipmentView } from '../shipment/shipment-view';
import type { ExceptionCase } from './case';

/** The trouble is over by itself: what ended it, and the close code that fits. */
export interface Healing {
  readonly because: string;
  readonly closeCode: CloseCode;
}

type Healed = (current: ExceptionCase, view: ShipmentView) => string | null;

const OVER: ReadonlySet<ShipmentState> = new Set(['DELIVERED', 'RETURNED', 'CANCELLED']);

/** Kinds that are not listed never heal by themselves. Asked only when no rule finds the condition any more. */
const HEALS: Partial<Record<ExceptionKind, Healed>> = {
  NO_FIRST_SCAN: ({ detection }, view) => {
    if (!PREPARATION.has(view.state)) return whereNow(view);
    return isLabelOnly(detection.rule) && view.state === 'HANDED_OVER' ? whereNow(view) : null;
  },
  STALLED_IN_TRANSIT: ({ detection }, view) => {
    const { state, lastMovementAt } = view;
    if (OVER.has(state)) return whereNow(view);
    const moved = state !== 'LOST' && lastMovementAt !== null && lastMovementAt > detection.conditionSince;
    return moved ? `it moved again at ${said(lastMovementAt)}` : null;
  },
  PROMISE_AT_RISK: (_current, view) => {
    const { state, stateSince, promise, carrierEstimate } = view;
    if (state === 'CANCELLED') return whereNow(view);
    if (state === 'LOST' || state === 'RETURNING' || state === 'RETURNED') return null;
    if (state === 'DELIVERED' || state === 'AVAILABLE_FOR_PICKUP')
      return promise === null || (stateSince !== null && stateSince <= promise.to) ? whereNow(view) : null;
    if (promise === null) return 'nothing is promised any more';
    if (carrierEstimate === null) return `the promise is ${said(promise.to)} now`;
    return carrierEstimate > promise.to
      ? null
      : `the carrier expects delivery at ${said(carrierEstimate)} now, in time for the promise of ${said(promise.to)}`;
  },
  FAILED_ATTEMPT: (_current, view) => (view.state === 'DELIVERED' ? whereNow(view) : null),
};

/** Why an open case without a finding is over, or null while a person must look. */
export function healingOf(current: ExceptionCase, view: ShipmentView, { closeCodes }: DetectionPolicy): Healing | null {
  const because = HEALS[current.kind]?.(current, view) ?? null;
  if (because === null) return null;
  const isLate = current.kind === 'NO_FIRST_SCAN' && isLabelOnly(current.detection.rule);
  return { because, closeCode: isLate ? closeCodes.lateHandOver : closeCodes.healed };
}

const isLabelOnly = (rule: string): boolean => rule === 'no-first-scan/label-only';

const whereNow = ({ state, stateSince }: ShipmentView): string =>
  stateSince === null ? `it is ${state}` : `it is ${state} since ${said(stateSince)}`;
