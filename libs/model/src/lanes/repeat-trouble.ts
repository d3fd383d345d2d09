import type { ExceptionKind, PriorityFlag } from '../vocabulary/exceptions';
import type { Flag } from '../cases/case';
import type { RepeatPolicy, RepeatThreshold } from '../policy/repeats';
import { after, DAY, type Instant } from '../time/instant';
import type { DayCount, DayScope } from './count-deltas';

/** What goes wrong on the way: the trouble that a lane or a carrier can be known for. */
export const TRANSPORT_KINDS: readonly ExceptionKind[] = [
  'NO_FIRST_SCAN',
  'STALLED_IN_TRANSIT',
  'FAILED_ATTEMPT',
  'DELIVERED_NOT_RECEIVED',
  'DAMAGE_REPORTED',
  'RETURN_TO_SENDER',
  'PROMISE_AT_RISK',
];

/** Goods are lost or damaged: what a photo at packing helps to prove. */
export const LOSS_KINDS: readonly ExceptionKind[] = ['STALLED_IN_TRANSIT', 'DELIVERED_NOT_RECEIVED', 'DAMAGE_REPORTED'];

/** Totals of a window, of one lane or carrier. */
export interface RepeatTotals {
  readonly name: string;
  readonly counts: readonly Pick<DayCount, 'what' | 'n'>[];
}

const FLAG_OF: Readonly<Record<DayScope, PriorityFlag>> = { LANE: 'REPEAT_LANE', CARRIER: 'REPEAT_CARRIER' };
const WORD_OF: Readonly<Record<DayScope, string>> = { LANE: 'on', CARRIER: 'with' };
const THRESHOLD_OF: Readonly<Record<DayScope, keyof RepeatPolicy>> = { LANE: 'lane', CARRIER: 'carrier' };

export const repeatThreshold = (scope: DayScope, policy: RepeatPolicy): RepeatThreshold => policy[THRESHOLD_OF[scope]];

/** The first UTC day of a window that ends with the day of `now`. */
export const windowStart = ({ windowDays }: RepeatThreshold, now: Instant): string =>
  after(now, -(windowDays - 1) * DAY).slice(0, 10);

/** The flag of a lane or carrier that has the same trouble again and again, with its evidence; null when it does not. */
export function repeatFlag(
  scope: DayScope,
  { name, counts }: RepeatTotals,
  policy: RepeatPolicy,
  kinds: readonly ExceptionKind[] = TRANSPORT_KINDS,
): Flag | null {
  const { windowDays, atLeastCases, atLeastShare, minimumShipments } = repeatThreshold(scope, policy);
  const sum = (counted: (what: DayCount['what']) => boolean): number =>
    counts.reduce((total, { what, n }) => total + (counted(what) ? n : 0), 0);
  const shipments = sum((what) => what === 'SHIPPED');
  const cases = sum((what) => what !== 'SHIPPED' && kinds.includes(what));
  if (shipments < Math.max(1, minimumShipments) || cases < atLeastCases || cases / shipments < atLeastShare)
    return null;
  const percent = ((100 * cases) / shipments).toFixed(1);
  return {
    code: FLAG_OF[scope],
    because: `${cases} cases among ${shipments} shipments ${WORD_OF[scope]} ${name} in ${windowDays} days (${percent} %)`,
  };
}
