import { after, HOUR, instant, msOf, type Instant } from '../../time/instant';
import { beforePromise, ofTier } from '../threshold';
import { clockStart, said, type Outlook, type Rule, type RuleInput } from '../rule';

/** The shipper says that the carrier has it, and the carrier is silent. */
export const handedOverUnscanned: Rule = {
  id: 'no-first-scan/handed-over',
  kind: 'NO_FIRST_SCAN',
  look(input) {
    if (input.view.state !== 'HANDED_OVER' || input.view.handedOverAt === null) return null;
    const { handedOverHours, tiers } = input.context.policy.firstScan;
    const hours = ofTier(handedOverHours, tiers.handedOverHours, input.context.tier);
    return unscanned(input, 'HANDED_OVER', input.view.handedOverAt, hours, 'handed over');
  },
};

/** A label, no hand-over: most likely it still lies in the warehouse. A return's label waits for the customer. */
export const labelledUnscanned: Rule = {
  id: 'no-first-scan/label-only',
  kind: 'NO_FIRST_SCAN',
  look(input) {
    const { view, isReturn, context } = input;
    if (isReturn || view.state !== 'LABEL_CREATED' || view.labelledAt === null) return null;
    const { labelOnlyHours, tiers } = context.policy.firstScan;
    const hours = ofTier(labelOnlyHours, tiers.labelOnlyHours, context.tier);
    return unscanned(input, 'LABEL_CREATED', view.labelledAt, hours, 'labelled and never handed over');
  },
};

const isEarly = (dueAt: Instant, since: Instant, hours: number): boolean => dueAt < after(since, hours * HOUR);

function unscanned(
  { readings, view, context }: RuleInput,
  code: 'HANDED_OVER' | 'LABEL_CREATED',
  statedAt: Instant,
  hours: number,
  what: string,
): Outlook | null {
  const statedMs = msOf(statedAt);
  const start = readings.find((reading) => reading.code === code && reading.at === statedMs);
  if (start === undefined) return null;
  const { since, sinceText } = clockStart(start);
  const failedPickup = readings.findLast((reading) => reading.code === 'PICKUP_FAILED' && reading.at >= statedMs);
  const dueAt = beforePromise(after(since, hours * HOUR), since, view.promise?.to, context.policy.nearPromise);
  const pickup = failedPickup === undefined ? '' : `; a pickup failed at ${said(instant(failedPickup.at))}`;
  return {
    dueAt,
    reason: failedPickup?.reasons[0] ?? null,
    thresholds: { hours },
    because: () =>
      `The parcel was ${what} at ${sinceText}, and the carrier did not scan it within ${hours} h${isEarly(dueAt, since, hours) ? ', shortened for the promise' : ''}, by ${said(dueAt)}${pickup}.`,
    milestoneIds: failedPickup === undefined ? [start.id] : [start.id, failedPickup.id],
    conditionSince: since,
  };
}
