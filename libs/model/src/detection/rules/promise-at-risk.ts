import type { ShipmentState } from '../../vocabulary/shipment-states';
import { isReturnItself, type ShipmentView } from '../../shipment/shipment-view';
import { after, HOUR, instant, msOf, type Instant } from '../../time/instant';
import { stageStart, TRANSIT_STAGES, type TransitStage } from '../../lanes/counted';
import { usualRemaining } from '../../lanes/usual-time';
import type { Reading } from '../../shipment/reading';
import { said, type Rule, type RuleInput } from '../rule';

/** The promise can still be kept or missed: not collected from a counter is not the carrier's miss. */
const PENDING: ReadonlySet<ShipmentState> = new Set([
  'EXPECTED',
  'PACKED',
  'LABEL_CREATED',
  'HANDED_OVER',
  'IN_TRANSIT',
  'HELD',
  'OUT_FOR_DELIVERY',
  'ATTEMPT_FAILED',
]);

/** The carrier expects to be late. Told early enough for the tier, not when estimates still swing. */
export const estimateLate: Rule = {
  id: 'promise-at-risk/estimate',
  kind: 'PROMISE_AT_RISK',
  look(input) {
    const { view, context } = input;
    const { promise, carrierEstimate } = view;
    if (!isPromised(input) || promise === null || carrierEstimate === null) return null;
    if (carrierEstimate <= promise.to) return null;
    const leadHours = context.policy.promise.leadHours[context.tier];
    const dueAt = after(promise.to, -leadHours * HOUR);
    return {
      dueAt,
      reason: null,
      thresholds: { leadHours, tier: context.tier },
      because: () =>
        `The carrier expects delivery at ${said(carrierEstimate)}, after the promise of ${said(promise.to)}.`,
      milestoneIds: standsBy(input),
      conditionSince: dueAt,
    };
  },
};

/**
 * What usually remains of the way passes the promise: counted from where the parcel's stage began, as it was for the
 * parcels that were delivered. Told as early as a late estimate.
 */
export const usuallyLate: Rule = {
  id: 'promise-at-risk/lane',
  kind: 'PROMISE_AT_RISK',
  look(input) {
    const { view, context, readings } = input;
    const { promise } = view;
    const { usual: policy, leadHours: leads } = context.policy.promise;
    if (!isPromised(input) || promise === null || !context.usual?.length) return null;
    const stage = stageOf(readings);
    const remaining = stage === null ? null : usualRemaining(context.usual, stage.code, policy);
    if (stage === null || remaining === null) return null;
    const expected = instant(stage.since.earliest + remaining.hours * HOUR);
    if (expected <= promise.to) return null;
    const leadHours = leads[context.tier];
    const dueAt = after(promise.to, -leadHours * HOUR);
    const share = Math.round(policy.quantile * 100);
    return {
      dueAt,
      reason: null,
      thresholds: { leadHours, tier: context.tier, quantile: policy.quantile, ...remaining },
      because: () =>
        `${share} % of parcels of ${remaining.way} are delivered within ${remaining.hours} h of ${stage.code}, by ${said(expected)} for this one, after the promise of ${said(promise.to)}.`,
      milestoneIds: [stage.since.id],
      conditionSince: dueAt,
    };
  },
};

/** How far it came, and the scan with which that began. */
function stageOf(readings: readonly Reading[]): { readonly code: TransitStage; readonly since: Reading } | null {
  for (const code of [...TRANSIT_STAGES].reverse()) {
    const since = stageStart(readings, code);
    if (since !== null) return { code, since };
  }
  return null;
}

/** The promise passed and the parcel is not delivered. */
export const promisePassed: Rule = {
  id: 'promise-at-risk/passed',
  kind: 'PROMISE_AT_RISK',
  look(input) {
    const { promise } = input.view;
    if (!isPromised(input) || promise === null) return null;
    return {
      dueAt: promise.to,
      reason: null,
      thresholds: {},
      because: () => `The promise of ${said(promise.to)} passed and the parcel is not delivered.`,
      milestoneIds: standsBy(input),
      conditionSince: promise.to,
    };
  },
};

const isPromised = ({ view, isReturn }: RuleInput): boolean => !isReturn && PENDING.has(view.state);

/** The promise can still be kept, so that what usually remains of the way matters. */
export const isPromiseOpen = (view: ShipmentView, now: Instant): boolean =>
  view.promise !== null && view.promise.to > now && PENDING.has(view.state) && !isReturnItself(view);

/** What put the parcel where it stands: not every scan since, so that the same trouble stays the same finding. */
function standsBy({ view, readings }: RuleInput): readonly string[] {
  if (view.stateSince === null) return [];
  const since = msOf(view.stateSince);
  const first = readings.find(({ state, at }) => state === view.state && at === since);
  return first === undefined ? [] : [first.id];
}
