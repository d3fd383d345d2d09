import { MOVING } from '../../vocabulary/milestones';
import type { Reason } from '../../vocabulary/reasons';
import { instant } from '../../time/instant';
import type { Reading } from '../../shipment/reading';
import { PREPARATION } from '../../shipment/reading';
import { AT_ONCE, ON_THE_WAY, said, type Rule, type RuleInput } from '../rule';

/** What makes an address useless, as a carrier says it. */
const UNUSABLE: ReadonlySet<Reason> = new Set(['address.incorrect', 'address.not_found', 'address.access_restricted']);

/** The trouble of this report is the address. */
export const blamesAddress = ({ reasons }: Pick<Reading, 'reasons'>): boolean =>
  reasons.some((reason) => UNUSABLE.has(reason));

const isPending = ({ view, isReturn }: RuleInput): boolean =>
  !isReturn && (PREPARATION.has(view.state) || ON_THE_WAY.has(view.state));

/** The carrier cannot use the address, and neither corrected it nor went out with the parcel since. */
export const addressReported: Rule = {
  id: 'address-problem/reported',
  kind: 'ADDRESS_PROBLEM',
  look(input) {
    if (!isPending(input)) return null;
    const { readings } = input;
    const index = readings.findLastIndex((reading) => !reading.isBack && blamesAddress(reading));
    const report = readings[index];
    if (report === undefined) return null;
    const since = readings.slice(index + 1);
    if (since.some((reading) => reading.reasons.includes('address.corrected') || goesOn(reading))) return null;
    const reason = report.reasons.find((named) => UNUSABLE.has(named))!;
    const at = instant(report.at);
    return {
      dueAt: AT_ONCE,
      reason,
      thresholds: {},
      because: () => `${report.source.kind} cannot use the address: ${reason} with ${report.code} at ${said(at)}.`,
      milestoneIds: [report.id],
      conditionSince: at,
    };
  },
};

/** It is on its way to the door again, so somebody found the address good enough. */
const goesOn = ({ code, state }: Reading): boolean =>
  code === 'OUT_FOR_DELIVERY' || (MOVING.has(code) && state === 'IN_TRANSIT');

/** The address failed validation when the parcel was packed, and the parcel has not left yet. */
export const addressFailedValidation: Rule = {
  id: 'address-problem/validation',
  kind: 'ADDRESS_PROBLEM',
  look(input) {
    const fault = input.context.addressFault ?? null;
    if (fault === null || input.isReturn || !PREPARATION.has(input.view.state)) return null;
    return {
      dueAt: AT_ONCE,
      reason: 'address.incorrect',
      thresholds: {},
      because: () => `The address failed validation at ${said(fault.at)}: ${fault.what}.`,
      milestoneIds: [],
      conditionSince: fault.at,
    };
  },
};
