import type { CustomerTier } from '../vocabulary/exceptions';
import type { DetectionPolicy } from '../detection/policy';
import type { Money } from '../orders/order';
import type { Flag } from './case';

/** What flags need to know of an order. */
export interface FlagFacts {
  readonly value?: Money | null;
  readonly tier: CustomerTier;
  readonly firstTimeBuyer: boolean;
}

/** The flags of an order, each with the fact that raised it. An amount in a currency without a threshold raises none. */
export function flagsFor(
  { value, tier, firstTimeBuyer }: FlagFacts,
  policy: Pick<DetectionPolicy, 'highValue'>,
): Flag[] {
  const flags: Flag[] = [];
  if (value) {
    const { amount, currency } = value;
    const threshold = Object.hasOwn(policy.highValue, currency) ? policy.highValue[currency] : undefined;
    if (threshold !== undefined && Number(amount) > Number(threshold))
      flags.push({ code: 'HIGH_VALUE', because: `${amount} ${currency} > ${threshold} ${currency}` });
  }
  if (firstTimeBuyer) flags.push({ code: 'FIRST_TIME_BUYER', because: 'first order of this customer' });
  if (tier !== 'STANDARD') flags.push({ code: tier, because: `customer tier ${tier}` });
  return flags;
}
