import {
  countableLane,
  LOSS_KINDS,
  repeatFlag,
  windowStart,
  type Flag,
  type Instant,
  type Policy,
} from '@whereabouts/model';
import { dayTotals, dayWindowKey, type Queryable } from '@whereabouts/store';

/**
 * Whether a lane loses or damages too much, with its figures; null when it does not, or when the lane is not known. What
 * the photo rule at packing asks. One bounded read.
 */
export async function isRepeatLane(
  db: Queryable,
  merchantId: string,
  lane: string | null,
  { repeats }: Pick<Policy, 'repeats'>,
  now: Instant,
): Promise<Flag | null> {
  const name = countableLane(lane);
  if (name === null) return null;
  const window = { merchantId, scope: 'LANE' as const, name, since: windowStart(repeats.lane, now) };
  const totals = (await dayTotals(db, [window])).get(dayWindowKey(window));
  return totals === undefined ? null : repeatFlag('LANE', totals, repeats, LOSS_KINDS);
}
