import { said } from '../../detection/rule';
import { inWords } from '../../orders/money';
import type { Policy } from '../../policy/policy';
import type { Instant } from '../../time/instant';
import type { CloseCode } from '../../vocabulary/exceptions';
import type { Party } from '../../vocabulary/reasons';
import { isUnderWay } from '../case';
import { isAnswerDue } from '../commands/ending';
import { RECOVERY_DONE } from '../commands/transitions';
import { followUpStep, recoveryStep } from './recovery-steps';
import { hasAsked, type NextStep, type StepRow, type SteppedCase } from './step';
import { CODE_OF_KIND, CODE_OF_PARTY, HEALS_WHEN, STEPS_OF_KIND, STEPS_OF_REASON } from './steps-table';

/** More than this nobody reads. */
const AT_MOST = 5;

/** What to do next, the first thing first: by kind and reason, by what was done already, and by how both tracks stand. */
export function nextStepsOf(current: SteppedCase, policy: Pick<Policy, 'off'>, now: Instant): readonly NextStep[] {
  if (current.status === 'CLOSED') {
    const appeal = current.recoveryTrack.outcome === 'DENIED' ? recoveryStep(current.recoveryTrack, now) : null;
    return appeal === null ? [] : [{ ...appeal, label: `Reopen the case and appeal, if there is more to show` }];
  }
  const steps = [
    followUpStep(current.recoveryTrack, now),
    comesBack(current),
    approval(current),
    ...ofTables(current),
    recoveryStep(current.recoveryTrack, now),
    closing(current),
    heals(current, policy),
  ];
  return steps.filter((step) => step !== null).slice(0, AT_MOST);
}

const comesBack = ({ snoozedUntil }: SteppedCase): NextStep | null =>
  snoozedUntil === null
    ? null
    : {
        action: 'come-back',
        label: `Nothing until ${said(snoozedUntil)}`,
        automatic: true,
        because: 'Somebody put it aside until then.',
      };

const approval = ({ customerTrack: { status, resolution, amount } }: SteppedCase): NextStep | null =>
  status === 'AWAITING_APPROVAL'
    ? {
        action: 'approve-resolution',
        label: `Approve or turn down ${resolution}${amount === null ? '' : ` of ${inWords(amount)}`}`,
        automatic: false,
        because: 'It is above what the proposer may give alone.',
      }
    : null;

/** The rows of reason and kind that are still open; of two that do the same the first stands. */
function ofTables(current: SteppedCase): NextStep[] {
  const rows = [
    ...(current.reason === null ? [] : (STEPS_OF_REASON[current.reason] ?? [])),
    ...STEPS_OF_KIND[current.kind],
  ];
  const first = new Map<string, StepRow>();
  for (const row of rows) if (!first.has(row.action) && isOpen(row, current)) first.set(row.action, row);
  return [...first.values()].map(({ action, label, because }) => ({ action, label, automatic: false, because }));
}

const isOpen = ({ asks, answers }: StepRow, current: SteppedCase): boolean =>
  (asks === undefined || !hasAsked(current, asks)) &&
  (answers === undefined || current.customerTrack.status === 'OPEN');

function closing(current: SteppedCase): NextStep | null {
  const { customerTrack, recoveryTrack } = current;
  if (customerTrack.status !== 'RESOLVED' || isAnswerDue(current) || !RECOVERY_DONE.has(recoveryTrack.status))
    return null;
  return {
    action: 'close',
    label: `Close with ${suggestedCode(current)}`,
    automatic: false,
    because: 'Both tracks are done.',
  };
}

/** The close code that fits what is known. */
export function suggestedCode({ kind, reason }: Pick<SteppedCase, 'kind' | 'reason'>): CloseCode {
  if (kind === 'DAMAGE_REPORTED' || kind === 'DELIVERED_NOT_RECEIVED') return CODE_OF_KIND[kind];
  const [party] = (reason?.split('.') ?? []) as Party[];
  return (party && CODE_OF_PARTY[party]) ?? CODE_OF_KIND[kind];
}

function heals(current: SteppedCase, { off }: Pick<Policy, 'off'>): NextStep | null {
  const when = HEALS_WHEN[current.kind];
  if (when === undefined || isUnderWay(current) || off.includes(current.kind)) return null;
  return {
    action: 'heal',
    label: `It closes by itself ${when}`,
    automatic: true,
    because: 'Nothing was decided for the customer, and no claim was filed.',
  };
}
