import { after, DAY, HOUR, later } from '../../time/instant';
import { MILESTONES, type MilestoneCode } from '../../vocabulary/milestones';
import type { OrderRule } from '../order-rule';
import { said } from '../rule';
import { isCancelled } from './order-state';

/** It went without a number that the hub could follow. */
export const isGone = (code: MilestoneCode): boolean => code === 'HANDED_OVER' || MILESTONES[code].moves;

/**
 * The promise is near or passed, and nothing of the order is in a parcel. From the first parcel on, that one is judged. Orders
 * that are heard of long after, as when a shop tells its past, open nothing.
 */
export const promiseWithoutParcel: OrderRule = {
  id: 'promise-at-risk/no-parcel',
  kind: 'PROMISE_AT_RISK',
  look(input) {
    const { view, parcels, readings, context } = input;
    const { promise } = view;
    const { on, lookBackDays } = context.policy.noParcel;
    if (!on || promise === null || isCancelled(input) || parcels.length > 0) return null;
    if (readings.some(({ code }) => isGone(code))) return null;
    const leadHours = context.policy.promise.leadHours[context.tier];
    const dueAt = after(promise.to, -leadHours * HOUR);
    return {
      dueAt,
      reason: 'shipper.not_ready',
      thresholds: { leadHours, tier: context.tier, lookBackDays },
      because: () =>
        `Promised for ${said(promise.to)}, and by ${said(dueAt)}, ${leadHours} h before, nothing of it was in a parcel.`,
      milestoneIds: [],
      conditionSince: dueAt,
      opensUntil: after(later(promise.to, view.placedAt ?? promise.to), lookBackDays * DAY),
    };
  },
};
