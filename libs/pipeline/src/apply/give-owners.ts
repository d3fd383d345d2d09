import {
  router,
  type CustomerTier,
  type Instant,
  type Money,
  type NewCase,
  type OrderView,
  type PolicyOf,
  type Routed,
} from '@whereabouts/model';
import { ownersOfCases, type CaseFacts, type Tx } from '@whereabouts/store';

/** What routing asks of a case's order. */
export interface RoutedCustomer {
  readonly tier: CustomerTier;
  readonly value: Money | null;
  readonly language: string | null;
}

export const UNKNOWN_CUSTOMER: RoutedCustomer = { tier: 'STANDARD', value: null, language: null };

export const customerOf = (order: OrderView | null): RoutedCustomer =>
  order === null
    ? UNKNOWN_CUSTOMER
    : { tier: order.customer.tier, value: order.value, language: order.customer.locale };

export type GiveOwner = (
  one: Pick<NewCase, 'merchantId' | 'kind'>,
  facts: CaseFacts,
  customer: RoutedCustomer,
) => Routed;

/** Routes cases of these merchants to people; what is given counts as their load from then on. */
export async function ownerGiver(
  tx: Tx,
  merchantIds: readonly string[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<GiveOwner> {
  const owners = merchantIds.length > 0 ? await ownersOfCases(tx, merchantIds) : [];
  const routes = new Map(
    merchantIds.map((merchantId) => {
      const people = owners.filter((owner) => owner.merchantId === merchantId);
      if (people.length === 0) throw new Error(`merchant ${merchantId} has nobody who can own a case: add a user`);
      return [merchantId, router(people, policyOf(merchantId), now)];
    }),
  );
  return ({ merchantId, kind }, { carrier, nodeCode }, customer) =>
    routes.get(merchantId)!({ kind, carrier, nodeCode, ...customer });
}
