import { after, HOUR, instant, type Instant } from '../../time/instant';
import { serviceTimeAfter } from '../../time/service-days';
import type { DetectionPolicy } from '../policy';
import { beforePromise, ofTier } from '../threshold';
import { AT_ONCE, clockStart, said, type Outlook, type Rule, type RuleInput } from '../rule';

/** The carrier says that it is lost or destroyed, or ended it without a reason after scanning it. */
export const lost: Rule = {
  id: 'stalled/lost',
  kind: 'STALLED_IN_TRANSIT',
  look({ view, readings }) {
    if (view.state !== 'LOST') return null;
    const report = readings.findLast(({ state }) => state === 'LOST');
    if (report === undefined) return null;
    const since = view.stateSince ?? instant(report.at);
    const reason = report.reasons[0] ?? null;
    return {
      dueAt: AT_ONCE,
      reason,
      thresholds: {},
      because: () => `${report.source.kind} ended the shipment at ${said(since)}: ${reason ?? 'no reason was given'}.`,
      milestoneIds: [report.id],
      conditionSince: since,
    };
  },
};

/** No movement for too long; repeats at one facility are no movement, and days without service do not count. */
export const notMoving: Rule = {
  id: 'stalled/no-movement',
  kind: 'STALLED_IN_TRANSIT',
  look(input) {
    const { view, movement } = input;
    if ((view.state !== 'IN_TRANSIT' && view.state !== 'OUT_FOR_DELIVERY') || movement === null) return null;
    const { since, sinceText } = clockStart(movement);
    const hours = stallHours(input);
    const { dueAt: regular, skipped } = serviceDue(input, since, hours);
    const dueAt = beforePromise(regular, since, view.promise?.to, input.context.policy.nearPromise);
    return {
      dueAt,
      reason: latestReason(input),
      thresholds: { hours, nonServiceDays: skipped },
      because: () =>
        `No movement since ${movement.code} at ${sinceText}: ${hours} h of the carrier's service time ${dueAt < regular ? 'were shortened for the promise and ' : ''}ran out at ${said(dueAt)}.`,
      milestoneIds: [movement.id],
      conditionSince: since,
    };
  },
};

/** Held at the carrier or in customs for longer than allowed. */
export const heldTooLong: Rule = {
  id: 'stalled/held',
  kind: 'STALLED_IN_TRANSIT',
  look(input) {
    const { view, readings, context } = input;
    if (view.state !== 'HELD') return null;
    const report = readings.findLast(({ state }) => state === 'HELD');
    const first = readings.find(({ state, at }) => state === 'HELD' && instant(at) === view.stateSince);
    if (report === undefined || first === undefined) return null;
    const inCustoms =
      report.code === 'CUSTOMS_STARTED' || report.reasons.some((reason) => reason.startsWith('customs.'));
    const hours = inCustoms ? context.policy.held.customsHours : context.policy.held.heldHours;
    const { since, sinceText } = clockStart(first);
    const { dueAt, skipped } = serviceDue(input, since, hours);
    return {
      dueAt,
      reason: report.reasons[0] ?? null,
      thresholds: { hours, nonServiceDays: skipped },
      because: () =>
        `Held ${inCustoms ? 'in customs' : 'by the carrier'} since ${sinceText}: the ${hours} h of service time that are allowed ran out at ${said(dueAt)}.`,
      milestoneIds: first === report ? [first.id] : [first.id, report.id],
      conditionSince: since,
    };
  },
};

function stallHours({ view, context, isInternational }: RuleInput): number {
  const { stall } = context.policy;
  const override = stall.overrides.find(
    ({ carrier, serviceLevel, lane }) =>
      (carrier === undefined || carrier === context.carrier) &&
      (serviceLevel === undefined || serviceLevel === view.serviceLevel) &&
      (lane === undefined || lane === view.lane),
  );
  if (override !== undefined) return override.hours;
  const { internationalHours, domesticHours } = stall.tiers;
  return isInternational
    ? ofTier(stall.internationalHours, internationalHours, context.tier)
    : ofTier(stall.domesticHours, domesticHours, context.tier);
}

function serviceDue({ context }: RuleInput, since: Instant, hours: number): { dueAt: Instant; skipped: string } {
  const nonServiceDays = nonServiceDaysOf(context.policy, context.carrier);
  const zone = context.zone ?? 'UTC';
  const dueAt =
    nonServiceDays.length === 0 ? after(since, hours * HOUR) : serviceTimeAfter(since, hours, { nonServiceDays, zone });
  return { dueAt, skipped: nonServiceDays.join(',') };
}

function nonServiceDaysOf({ nonServiceDays }: DetectionPolicy, carrier: string): readonly number[] {
  return Object.hasOwn(nonServiceDays.carriers, carrier) ? nonServiceDays.carriers[carrier]! : nonServiceDays.default;
}

/** The newest reason that a source gave since the last movement. */
function latestReason({ readings, movement }: RuleInput): Outlook['reason'] {
  const news = readings.findLast(({ reasons, at }) => reasons.length > 0 && movement !== null && at >= movement.at);
  return news?.reasons[0] ?? null;
}
