import type { CustomerTier } from '../vocabulary/exceptions';
import { after, earlier, HOUR, later, type Instant } from '../time/instant';
import type { NearPromise } from './policy';

/** The number of a tier, or the one that holds for everybody. */
export const ofTier = (
  all: number,
  tiers: Readonly<Partial<Record<CustomerTier, number>>>,
  tier: CustomerTier,
): number => tiers[tier] ?? all;

/** A clock that runs out earlier while the promise can still be kept, and no earlier than its least time. */
export function beforePromise(
  dueAt: Instant,
  since: Instant,
  promisedTo: Instant | undefined,
  near: NearPromise | null,
): Instant {
  if (near === null || promisedTo === undefined) return dueAt;
  const least = after(since, near.minimumHours * HOUR);
  return earlier(dueAt, later(least, after(promisedTo, -near.leadHours * HOUR)));
}
