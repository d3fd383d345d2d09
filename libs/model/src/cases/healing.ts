import type { CloseCode, ExceptionKind } from '../vocabulary/exceptions';
import type { ShipmentState } from '../vocabulary/shipment-states';
import type { DetectionPolicy } from '../detection/policy';
import { said } from '../detection/rule';
import { PREPARATION } from '../shipment/reading';
import type { ShipmentView } from '../shipment/shipment-view';
import { KIND_OF_TOPIC, type TicketSignal } from '../tickets/signal';
import type { ExceptionCase } from './case';

/** The trouble is over by itself: what ended it, and the close code that fits. */
export interface Healing {
  readonly because: string;
  readonly closeCode: CloseCode;
}

/** What a healing needs to know of a case. */
export type Ailing = Pick<ExceptionCase, 'kind' | 'detection'>;

type Healed = (current: Ailing, view: ShipmentView) => string | null;

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
  PROMISE_AT_RISK: ({ detection }, view) => {
    const { state, stateSince, promise, carrierEstimate } = view;
    if (state === 'CANCELLED') return whereNow(view);
    if (state === 'LOST' || state === 'RETURNING' || state === 'RETURNED') return null;
    if (state === 'DELIVERED' || state === 'AVAILABLE_FOR_PICKUP')
      return promise === null || (stateSince !== null && stateSince <= promise.to) ? whereNow(view) : null;
    if (promise === null) return 'nothing is promised any more';
    if (detection.rule === 'promise-at-risk/lane' && carrierEstimate === null)
      return `what usually remains of the way keeps the promise of ${said(promise.to)} now`;
    if (carrierEstimate === null) return `the promise is ${said(promise.to)} now`;
    return carrierEstimate > promise.to
      ? null
      : `the carrier expects delivery at ${said(carrierEstimate)} now, in time for the promise of ${said(promise.to)}`;
  },
  FAILED_ATTEMPT: (_current, view) => (view.state === 'DELIVERED' ? whereNow(view) : null),
  DELIVERED_NOT_RECEIVED: ({ detection }, view) => {
    if (detection.rule === 'delivered-not-received/moved-again')
      return view.state === 'DELIVERED' ? `it was delivered again: ${whereNow(view)}` : null;
    const isPending = !OVER.has(view.state) && !GONE.has(view.state);
    return detection.rule.endsWith(BY_TICKET) && isPending ? `it is not delivered yet: ${whereNow(view)}` : null;
  },
  ADDRESS_PROBLEM: ({ detection }, view) => {
    if (view.state === 'DELIVERED' || view.state === 'CANCELLED') return whereNow(view);
    if (view.state === 'OUT_FOR_DELIVERY' || view.state === 'AVAILABLE_FOR_PICKUP') return whereNow(view);
    const { lastMovementAt } = view;
    if (lastMovementAt !== null && lastMovementAt > detection.conditionSince && !GONE.has(view.state))
      return `it moved on at ${said(lastMovementAt)}`;
    return PREPARATION.has(view.state) ? 'the address was corrected' : null;
  },
  INVENTORY_SHORT: (_current, view) => (view.state === 'EXPECTED' ? 'the stock is there now' : whereNow(view)),
};

const GONE: ReadonlySet<ShipmentState> = new Set(['RETURNING', 'RETURNED', 'LOST']);

/** How the ids of rules end that rest on tickets alone. */
const BY_TICKET = '/ticket';

/**
 * Why an open case of a shipment without a finding is over, or null while a person must look.
 * @param tickets all tickets of the shipment, also those that are solved.
 */
export function healingOf(
  current: Ailing,
  view: ShipmentView,
  policy: Pick<DetectionPolicy, 'closeCodes'>,
  tickets: readonly TicketSignal[] = [],
): Healing | null {
  const unsupported = unsupportedBy(current, tickets, policy);
  if (unsupported !== null) return unsupported;
  const because = HEALS[current.kind]?.(current, view) ?? null;
  return because === null ? null : { because, closeCode: healedCode(current, policy) };
}

/** No ticket that the case rests on tells of its trouble any more: a person corrected what they are of. */
export function unsupportedBy(
  { kind, detection }: Ailing,
  tickets: readonly TicketSignal[],
  { closeCodes }: Pick<DetectionPolicy, 'closeCodes'>,
): Healing | null {
  const { rule, ticketIds = [] } = detection;
  if (!rule.endsWith(BY_TICKET) || ticketIds.length === 0) return null;
  const stillTells = tickets.some(({ id, topic }) => ticketIds.includes(id) && KIND_OF_TOPIC[topic] === kind);
  return stillTells
    ? null
    : { because: 'no ticket tells so any more, as a person corrected', closeCode: closeCodes.unsupported };
}

/** The code of the policy for a case that ends by itself. */
export function healedCode(
  { kind, detection }: Ailing,
  { closeCodes }: Pick<DetectionPolicy, 'closeCodes'>,
): CloseCode {
  const isLate = kind === 'NO_FIRST_SCAN' && isLabelOnly(detection.rule);
  return isLate ? closeCodes.lateHandOver : (closeCodes.healedKinds[kind] ?? closeCodes.healed);
}

const isLabelOnly = (rule: string): boolean => rule === 'no-first-scan/label-only';

const whereNow = ({ state, stateSince }: ShipmentView): string =>
  stateSince === null ? `it is ${state}` : `it is ${state} since ${said(stateSince)}`;
