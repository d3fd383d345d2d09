import { after, DAY, HOUR, instant } from '../../time/instant';
import type { Reading } from '../../shipment/reading';
import { blamesAddress } from './address-problem';
import { AT_ONCE, clockStart, ON_THE_WAY, said, type Rule } from '../rule';

/** The carrier was at the door, and the parcel is neither delivered nor waiting at a counter since. */
export const attemptFailed: Rule = {
  id: 'failed-attempt/reported',
  kind: 'FAILED_ATTEMPT',
  look({ view, readings, context }) {
    if (!ON_THE_WAY.has(view.state)) return null;
    const last = readings.findLast(({ code, isBack }) => code === 'ATTEMPT_FAILED' && !isBack);
    if (last === undefined) return null;
    // One trouble is one case: what the address is to blame for is a matter of the address.
    if (blamesAddress(last) && !context.policy.off.includes('ADDRESS_PROBLEM')) return null;
    const at = instant(last.at);
    const reason = last.reasons[0] ?? null;
    return {
      dueAt: AT_ONCE,
      reason,
      thresholds: {},
      because: () =>
        `${last.source.kind} could not deliver at ${said(at)} (${reason ?? 'no reason was given'}); failed attempts so far: ${view.attempts}.`,
      milestoneIds: [last.id],
      conditionSince: at,
    };
  },
};

/** Out for delivery on two days and not delivered: an attempt failed that nobody reported. */
export const outForDeliveryTwice: Rule = {
  id: 'failed-attempt/out-for-delivery-twice',
  kind: 'FAILED_ATTEMPT',
  look({ view, readings, context }) {
    if (!ON_THE_WAY.has(view.state)) return null;
    const departures = readings.filter(({ code, isBack }) => code === 'OUT_FOR_DELIVERY' && !isBack);
    const hours = context.policy.outForDelivery.gapHours;
    const pair = farApart(departures, hours * HOUR);
    if (pair === null) return null;
    const [first, again] = pair;
    return {
      dueAt: AT_ONCE,
      reason: null,
      thresholds: { gapHours: hours },
      because: () =>
        `Out for delivery at ${said(instant(first.at))} and again at ${said(instant(again.at))}, more than ${hours} h apart, without a delivery.`,
      milestoneIds: [first.id, again.id],
      conditionSince: instant(again.at),
    };
  },
};

/** The newest departure, and the last one before it that is surely further away than the gap. */
function farApart(departures: readonly Reading[], gap: number): readonly [Reading, Reading] | null {
  for (let i = departures.length - 1; i > 0; i--)
    for (let j = i - 1; j >= 0; j--) {
      const [first, again] = [departures[j]!, departures[i]!];
      if (again.earliest - first.latest > gap) return [first, again];
    }
  return null;
}

/** The counter sends it back soon. */
export const waitingAtCounter: Rule = {
  id: 'failed-attempt/counter',
  kind: 'FAILED_ATTEMPT',
  look({ view, readings, context }) {
    if (view.state !== 'AVAILABLE_FOR_PICKUP') return null;
    const first = readings.find(({ state, at }) => state === 'AVAILABLE_FOR_PICKUP' && instant(at) === view.stateSince);
    if (first === undefined) return null;
    const { keptDays, warnDays } = context.policy.counter;
    const { since, sinceText } = clockStart(first);
    const dueAt = after(since, (keptDays - warnDays) * DAY);
    return {
      dueAt,
      reason: 'recipient.not_collected',
      thresholds: { keptDays, warnDays },
      because: () =>
        `Waiting to be collected since ${sinceText}; the counter keeps it ${keptDays} days, until ${said(after(since, keptDays * DAY))}.`,
      milestoneIds: [first.id],
      conditionSince: since,
    };
  },
};
