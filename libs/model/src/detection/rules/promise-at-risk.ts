import type { ShipmentState } from '../../vocabulary/shipment-states';
import { after, HOUR, instant } from '../../time/instant';
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
      because: `The carrier expects delivery at ${said(carrierEstimate)}, after the promise of ${said(promise.to)}.`,
      milestoneIds: standsBy(input),
      conditionSince: dueAt,
    };
  },
};

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
      because: `The promise of ${said(promise.to)} passed and the parcel is not delivered.`,
      milestoneIds: standsBy(input),
      conditionSince: promise.to,
    };
  },
};

const isPromised = ({ view, isReturn }: RuleInput): boolean => !isReturn && PENDING.has(view.state);

/** What put the parcel where it stands: not every scan since, so that the same trouble stays the same finding. */
function standsBy({ view, readings }: RuleInput): readonly string[] {
  const first = readings.find(({ state, at }) => state === view.state && instant(at) === view.stateSince);
  return first === undefined ? [] : [first.id];
}
