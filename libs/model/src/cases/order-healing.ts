import type { OrderFacts } from '../detection/detect-order';
import type { DetectionPolicy } from '../detection/policy';
import { said } from '../detection/rule';
import { healedCode, unsupportedBy, type Ailing, type Healing } from './healing';

/** Why an open case of an order without a finding is over, or null while a person must look. */
export function orderHealingOf(
  current: Ailing,
  { view, parcels, tickets }: Pick<OrderFacts, 'view' | 'parcels' | 'tickets'>,
  policy: Pick<DetectionPolicy, 'closeCodes'>,
): Healing | null {
  const unsupported = unsupportedBy(current, tickets, policy);
  if (unsupported !== null) return unsupported;
  if (current.kind !== 'INVENTORY_SHORT') return null;
  const closeCode = healedCode(current, policy);
  if (view.cancelledAt !== null) return { because: `the order was cancelled at ${said(view.cancelledAt)}`, closeCode };
  const moved = parcels.filter(({ state, isReturn }) => !isReturn && state !== 'EXPECTED' && state !== 'CANCELLED');
  const numbers = moved.map(({ trackingNumber }) => trackingNumber).sort();
  const because = numbers.length === 0 ? 'the stock is there now' : `it goes with ${numbers.join(', ')}`;
  return { because, closeCode };
}
