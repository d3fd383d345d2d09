import type { Instant } from '../time/instant';
import { lastMovement } from '../shipment/movement';
import { readingsOf } from '../shipment/reading';
import { crossesBorder, isReturnItself, type ShipmentView } from '../shipment/shipment-view';
import type { Summary } from '../shipment/summary';
import type { ShipmentFacts } from '../shipment/view';
import type { DetectContext, Detected, Finding } from './finding';
import type { DetectionPolicy } from './policy';
import type { Outlook, RuleOf } from './rule';
import { RULES } from './rules/rules';

/**
 * What is wrong with a shipment now, why the hub says so, and when to look again if nothing is heard. The view is the
 * one derived from the summary. At `nextCheckAt` a further finding holds, and a millisecond before it none does.
 */
export function detect(view: ShipmentView, summary: Summary, context: DetectContext): Detected {
  const isReturn = isReturnItself(view);
  const readings = readingsOf(summary, isReturn);
  return detectShipment({ view, readings, movement: lastMovement(readings), isReturn }, context);
}

/** The same for whoever has read the summary already. */
export function detectShipment(facts: ShipmentFacts, context: DetectContext): Detected {
  const isInternational = context.international ?? crossesBorder(facts.view);
  const { tickets = [] } = context;
  return lookThrough(RULES, { ...facts, isInternational, tickets, context }, context);
}

/** What holds now of all that rules look for, and when a further one does. */
export function lookThrough<Input>(
  rules: readonly RuleOf<Input>[],
  input: Input,
  context: Pick<DetectContext, 'policy' | 'now'>,
): Detected {
  const findings: Finding[] = [];
  let nextCheckAt: Instant | null = null;
  const { off } = context.policy;
  for (const rule of rules) {
    if (off.includes(rule.kind)) continue;
    const outlook = rule.look(input);
    if (outlook === null) continue;
    if (outlook.dueAt <= context.now) findings.push(findingOf(rule, outlook, context));
    else if (nextCheckAt === null || outlook.dueAt < nextCheckAt) nextCheckAt = outlook.dueAt as Instant;
  }
  return { findings, nextCheckAt };
}

/** A number may come from a surge set: the version alone would not say so. */
const thresholdsOf = (
  { thresholds }: Pick<Outlook, 'thresholds'>,
  { surges }: DetectionPolicy,
): Finding['thresholds'] => (surges.length === 0 ? thresholds : { ...thresholds, surges: surges.join(', ') });

const findingOf = (
  { kind, id: rule }: Pick<RuleOf<unknown>, 'id' | 'kind'>,
  { dueAt: _dueAt, because, ...outlook }: Outlook,
  { policy }: Pick<DetectContext, 'policy'>,
): Finding => ({
  kind,
  rule,
  policyVersion: policy.version,
  because: because(),
  ...outlook,
  thresholds: thresholdsOf(outlook, policy),
});
