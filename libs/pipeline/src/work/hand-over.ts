import { decide, router, type Clock, type PolicyOf } from '@whereabouts/model';
import {
  customersOfCases,
  inTransactionOf,
  ofMerchant,
  ownedCaseIdsAfter,
  ownersOfCases,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { UNKNOWN_CUSTOMER } from '../apply/give-owners';
import { writeCases, type PlacedWrite } from '../apply/write-cases';
import { shareDoor } from './door-lock';
import { holdCases } from './hold-cases';

const BATCH = 200;

export interface HandOverOrder {
  readonly merchantId: string;
  /** Whose open cases go to others. */
  readonly ownerId: string;
  /** Who asks for it. */
  readonly actor: string;
}

export interface HandedOver {
  readonly cases: number;
  /** How many each person got, by user id. */
  readonly to: Readonly<Record<string, number>>;
}

/** The cases of a person have nowhere to go: a case always has an owner. */
export class NobodyElse extends Error {
  constructor() {
    super('Nobody else can own cases: add a user who is AGENT, LEAD or ADMIN first.');
  }
}

export interface HandOverNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly onCommitted: () => void;
}

/**
 * Gives all open cases of a person to others, by the rules of routing: for whoever is away or leaves. In batches, each a
 * transaction; begun again, it goes on where it was. @throws NobodyElse when nobody else can own cases
 */
export const handOver =
  (needs: HandOverNeeds) =>
  async ({ merchantId, ownerId, actor }: HandOverOrder, progress?: (done: number) => void): Promise<HandedOver> => {
    const to: Record<string, number> = {};
    let cases = 0;
    for (let after: string | null = null; ;) {
      const ids = await ownedCaseIdsAfter(ofMerchant(needs.pool, merchantId), { merchantId, ownerId }, after, BATCH);
      if (ids.length === 0) return { cases, to };
      const moved = await inTransactionOf(needs.pool, merchantId, (tx) =>
        give(tx, { merchantId, ownerId, actor }, ids, needs),
      );
      if (moved.length > 0) needs.onCommitted();
      for (const id of moved) to[id] = (to[id] ?? 0) + 1;
      cases += moved.length;
      progress?.(cases);
      after = ids.at(-1)!;
    }
  };

/** Moves those of the cases that are still the person's. Returns the new owners, one for each case. */
async function give(
  tx: Tx,
  { merchantId, ownerId, actor }: HandOverOrder,
  ids: readonly string[],
  { policyOf, clock }: HandOverNeeds,
): Promise<string[]> {
  await shareDoor(tx);
  const held = [...(await holdCases(tx, merchantId, ids)).values()];
  const cases = held.filter((one) => one.ownerId === ownerId && isOpen(one));
  const others = (await ownersOfCases(tx, [merchantId])).filter(({ id }) => id !== ownerId);
  if (others.length === 0 && cases.length > 0) throw new NobodyElse();
  if (cases.length === 0) return [];
  const customers = await customersOfCases(tx, merchantId, ids);
  const [now, policy] = [clock(), policyOf(merchantId)];
  const route = router(others, policy, now);
  const placed = cases.flatMap((before): PlacedWrite[] => {
    const { carrier, nodeCode } = before.facts;
    const customer = customers.get(before.id) ?? UNKNOWN_CUSTOMER;
    const { ownerId: next, because } = route({ kind: before.kind, carrier, nodeCode, ...customer });
    const context = { now, policy, actor: 'rule:hand-over' };
    const decision = decide(before, { type: 'assign', ownerId: next }, context);
    if (!decision.ok) throw new Error(decision.message);
    const { case: moved, changed, action } = decision;
    const detail = { ...decision.detail, because, askedBy: actor };
    const write = { type: 'change', before, case: moved, changed, action, detail, changeType: 'UPDATED' } as const;
    return [{ write, facts: before.facts, actor: 'rule:hand-over' }];
  });
  const { cases: written } = await writeCases(tx, placed, policyOf, now);
  return [...written.values()].map((one) => one.ownerId);
}

const isOpen = ({ status }: StoredCase): boolean => status !== 'CLOSED';
