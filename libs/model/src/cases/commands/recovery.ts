import { said } from '../../detection/rule';
import { compareAmounts, inWords, asPaid } from '../../orders/money';
import type { Money } from '../../orders/order';
import { CLAIM_TYPES, type ClaimType } from '../../policy/claims';
import { after, DAY, type Instant } from '../../time/instant';
import type { RecoveryOutcome, RecoveryTrackStatus } from '../../vocabulary/exceptions';
import { caseRef, type ExceptionCase, type RecoveryTrack } from '../case';
import { NO_RECOVERY } from '../new-case';
import type { CommandContext } from './context';
import {
  refused,
  same,
  take,
  type CaseChange,
  type Decision,
  type Refused,
  PAYABLE,
  REFERENCE_LIMIT,
} from './decision';
import { RECOVERY_STEPS, SETTLEMENTS, WITH_CARRIER } from './transitions';
import { resting } from './waiting';

export interface AdvanceRecoveryCommand {
  readonly type: 'advance-recovery';
  readonly to: RecoveryTrackStatus;
  readonly outcome?: RecoveryOutcome | null;
  readonly claimType?: ClaimType | null;
  readonly claimReference?: string | null;
  readonly claimed?: Money | null;
  readonly paid?: Money | null;
  readonly paidAt?: Instant | null;
  /** Where the payment shows. Left out: the note says it. */
  readonly paymentSource?: string | null;
  readonly followUpAt?: Instant | null;
  readonly note?: string | null;
}

type Told = Partial<Pick<RecoveryTrack, 'claimType' | 'claimReference' | 'claimed' | 'followUpAt'>>;

/** Brings recovery a step on. The customer's side stays as it is, whatever the carrier says. */
export function advanceRecovery(
  current: ExceptionCase,
  command: AdvanceRecoveryCommand,
  context: CommandContext,
): Decision {
  const { recoveryTrack: track } = current;
  const { to } = command;
  const refusal = illegalStep(current, to) ?? wrongFigures(command, context);
  if (refusal !== null) return refusal;
  const told = toldOf(command);
  const change = to === 'SETTLED' ? settled(track, told, command, context) : goneOn(track, told, command, context);
  if ('ok' in change) return change;
  if (to === track.status && same({ ...change, updatedAt: track.updatedAt }, track))
    return refused('INVALID', `Recovery is ${to} already. Say what is new of it, or choose the next step.`, 'to');
  return take(current, context, {
    change: { recoveryTrack: change, ...waitsFor(current, to) },
    action: 'recovery-advanced',
    detail: {
      from: track.status,
      to,
      outcome: change.outcome,
      ...(command.claimReference ? { claimReference: change.claimReference } : {}),
      ...(command.claimed ? { claimed: change.claimed } : {}),
      ...(change.paid ? { paid: change.paid, paidAt: change.paidAt, paymentSource: change.paymentSource } : {}),
      note: command.note?.trim() || null,
    },
    acts: true,
    undoable: !WITH_CARRIER.has(to),
  });
}

function illegalStep({ recoveryTrack: track, number }: ExceptionCase, to: RecoveryTrackStatus): Refused | null {
  const steps = RECOVERY_STEPS[track.status];
  if (!steps.includes(to))
    return refused(
      'ILLEGAL_TRANSITION',
      `Recovery of ${caseRef(number)} is ${track.status}: from there it can become ${steps.join(' or ')}, not ${to}.`,
      'to',
    );
  if (
    to === 'APPEALED' &&
    track.outcome !== null &&
    !SETTLEMENTS[track.outcome].mayAppeal &&
    track.status === 'SETTLED'
  )
    return refused(
      'ILLEGAL_TRANSITION',
      `Recovery of ${caseRef(number)} ended as ${track.outcome}: only a denial or a partial payment can be appealed.`,
      'to',
    );
  return null;
}

function wrongFigures(
  { claimed, paid, claimReference, paymentSource, followUpAt, claimType, outcome, to }: AdvanceRecoveryCommand,
  { now }: CommandContext,
): Refused | null {
  if (claimed && !asPaid(claimed)) return refused('INVALID', `Give what is claimed as an amount ${PAYABLE}`, 'claimed');
  if (paid && !asPaid(paid)) return refused('INVALID', `Give what was paid as an amount ${PAYABLE}`, 'paid');
  for (const [field, text] of Object.entries({ claimReference, paymentSource }))
    if ((text?.length ?? 0) > REFERENCE_LIMIT)
      return refused('INVALID', `At most ${REFERENCE_LIMIT} characters: the rest belongs in the note.`, field);
  if (claimType && !Object.hasOwn(CLAIM_TYPES, claimType))
    return refused('INVALID', `There is no claim of type ${claimType}: choose another one.`, 'claimType');
  if (followUpAt && followUpAt <= now)
    return refused('INVALID', 'Choose a time for following up that is still to come.', 'followUpAt');
  if (outcome && to !== 'SETTLED')
    return refused('INVALID', 'Only a settled recovery has an outcome: leave it out, or settle.', 'outcome');
  return null;
}

function toldOf({ claimType, claimReference, claimed, followUpAt }: AdvanceRecoveryCommand): Told {
  const reference = claimReference?.trim();
  return {
    ...(claimType && { claimType }),
    ...(reference && { claimReference: reference }),
    ...(claimed && { claimed: asPaid(claimed)! }),
    ...(followUpAt && { followUpAt }),
  };
}

/** Any step but the last. A claim needs what the carrier will ask for, and an open window. */
function goneOn(
  track: RecoveryTrack,
  told: Told,
  { to }: AdvanceRecoveryCommand,
  { now, policy }: CommandContext,
): RecoveryTrack | Refused {
  const { claimType, claimOpensAt, claimDeadline, windowSource } = track;
  if (to === 'NOT_APPLICABLE')
    return { ...NO_RECOVERY, claimType, claimOpensAt, claimDeadline, windowSource, updatedAt: now };
  const next: RecoveryTrack = { ...track, ...told, status: to, updatedAt: now };
  if (!WITH_CARRIER.has(to)) return to === track.status ? next : { ...next, followUpAt: told.followUpAt ?? null };
  if (next.claimReference === null || next.claimed === null)
    return refused(
      'INVALID',
      'A claim needs the reference that the carrier gave it, and what is claimed.',
      next.claimReference === null ? 'claimReference' : 'claimed',
    );
  if (track.status === 'INVESTIGATING') {
    const closedWindow = outsideWindow(track, now);
    if (closedWindow !== null) return closedWindow;
  }
  const reopened = to === 'APPEALED' && track.status === 'SETTLED' ? { outcome: null } : {};
  return {
    ...next,
    ...reopened,
    filedAt: track.filedAt ?? now,
    followUpAt:
      told.followUpAt ?? (to === track.status ? track.followUpAt : after(now, policy.claims.followUpDays * DAY)),
  };
}

function outsideWindow({ claimOpensAt, claimDeadline, windowSource }: RecoveryTrack, now: Instant): Refused | null {
  const by = windowSource === null ? '' : ` (${windowSource})`;
  const refusal = (message: string) => refused('ILLEGAL_TRANSITION', message, 'to');
  if (claimOpensAt !== null && now < claimOpensAt)
    return refusal(`The carrier takes this claim from ${said(claimOpensAt)} on${by}. Snooze the case until then.`);
  if (claimDeadline !== null && now > claimDeadline)
    return refusal(`The carrier took this claim until ${said(claimDeadline)}${by}. Settle it as WINDOW_EXPIRED.`);
  return null;
}

/** The end of recovery. What was paid needs a reference, an amount, a date and where it shows. */
function settled(
  track: RecoveryTrack,
  told: Told,
  command: AdvanceRecoveryCommand,
  { now }: CommandContext,
): RecoveryTrack | Refused {
  const wrong = (message: string, field: string) => refused('INVALID', message, field);
  const { outcome, paidAt } = command;
  const paid = command.paid ? asPaid(command.paid) : null;
  if (!outcome || !Object.hasOwn(SETTLEMENTS, outcome))
    return wrong(`Say how it ended: ${Object.keys(SETTLEMENTS).join(', ')}.`, 'outcome');
  const { from, isPaid } = SETTLEMENTS[outcome];
  if (!from.includes(track.status))
    return refused(
      'ILLEGAL_TRANSITION',
      `Recovery that is ${track.status} cannot end as ${outcome}; that follows ${from.join(' or ')}.`,
      'outcome',
    );
  const next: RecoveryTrack = { ...track, ...told, status: 'SETTLED', outcome, followUpAt: null, updatedAt: now };
  if (!isPaid) return paid || paidAt ? wrong(`${outcome} pays nothing: leave the payment out.`, 'paid') : next;
  const source = command.paymentSource?.trim() || command.note?.trim();
  if (!paid) return wrong('Say how much was paid.', 'paid');
  if (!paidAt) return wrong('Say when it was paid.', 'paidAt');
  if (paidAt > now) return wrong('It cannot be paid in the future: give the day of the payment.', 'paidAt');
  if (!source) return wrong('Say where the payment shows, such as the number of an invoice.', 'paymentSource');
  if (next.claimReference === null) return wrong('A payment needs the reference of its claim.', 'claimReference');
  const { claimed } = next;
  if (claimed !== null && claimed.currency === paid.currency) {
    const isFull = compareAmounts(paid.amount, claimed.amount) !== -1;
    if (isFull !== (outcome === 'PAID_FULL'))
      return wrong(
        `${inWords(paid)} of ${inWords(claimed)} is ${isFull ? 'all of it: PAID_FULL' : 'a part of it: PAID_PARTIAL'}.`,
        'outcome',
      );
  }
  return { ...next, paid, paidAt, paymentSource: source };
}

/** A case whose customer has an answer waits for the carrier while a claim is with it, and for nobody once it answered. */
function waitsFor(current: ExceptionCase, to: RecoveryTrackStatus): CaseChange {
  const isAnswered = current.customerTrack.status === 'RESOLVED';
  if (WITH_CARRIER.has(to)) return isAnswered ? { status: 'WAITING', waitingOn: 'CARRIER', snoozedUntil: null } : {};
  const hasCarrierSpoken = to === 'INFO_REQUESTED' || to === 'SETTLED';
  return hasCarrierSpoken && current.waitingOn === 'CARRIER' ? resting(current) : {};
}
