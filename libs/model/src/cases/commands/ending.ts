import { CLOSE_CODES, type CloseCode, type ExceptionKind, type RecoveryTrackStatus } from '../../vocabulary/exceptions';
import { caseRef, isRule, type EarlierCycle, type ExceptionCase } from '../case';
import { closing } from '../closing';
import { started } from '../clocks';
import { NO_RESOLUTION } from '../new-case';
import type { CommandContext } from './context';
import { refused, take, type Decision, type Refused } from './decision';
import { RECOVERY_DONE } from './transitions';

export interface CloseCommand {
  readonly type: 'close';
  readonly closeCode: CloseCode | null;
  readonly note?: string | null;
}
export interface ReopenCommand {
  readonly type: 'reopen';
  readonly note: string;
}

/** Kinds that exist because a customer waits for an answer. */
const CUSTOMER_ASKS: ReadonlySet<ExceptionKind> = new Set([
  'DELIVERED_NOT_RECEIVED',
  'DAMAGE_REPORTED',
  'WRONG_OR_MISSING_ITEM',
]);

/** Whether somebody outside waits for an answer, so that the customer's side does not end by closing. */
export const isAnswerDue = (
  current: Pick<ExceptionCase, 'kind' | 'ticketId' | 'customerTrack' | 'evidenceRequests' | 'openedAt'>,
): boolean =>
  current.customerTrack.status === 'OPEN' &&
  (CUSTOMER_ASKS.has(current.kind) ||
    current.ticketId !== null ||
    current.customerTrack.proposedBy !== null ||
    current.evidenceRequests.some(({ from, at }) => from === 'CUSTOMER' && at >= current.openedAt));

/** Ends the case: both tracks done, with a close code. A customer's side that nobody asked about ends as NONE_NEEDED. */
export function close(current: ExceptionCase, { closeCode, note }: CloseCommand, context: CommandContext): Decision {
  const refusal = wrongCode(closeCode) ?? openTrack(current, context);
  if (refusal !== null) return refusal;
  return take(current, context, {
    change: closing(current, closeCode!, context.actor, context.now),
    action: 'closed',
    detail: { closeCode, note: note?.trim() || null },
    changeType: 'CLOSED',
    acts: true,
    undoable: true,
  });
}

function wrongCode(closeCode: CloseCode | null): Refused | null {
  const codes = Object.keys(CLOSE_CODES).join(', ');
  if (closeCode === null) return refused('CLOSE_CODE_REQUIRED', `A case is closed with one of ${codes}.`, 'closeCode');
  return Object.hasOwn(CLOSE_CODES, closeCode)
    ? null
    : refused('INVALID', `${String(closeCode)} is no close code; there are ${codes}.`, 'closeCode');
}

function openTrack(current: ExceptionCase, { actor }: CommandContext): Refused | null {
  const { customerTrack, recoveryTrack, number } = current;
  const ref = caseRef(number);
  if (customerTrack.status === 'AWAITING_APPROVAL')
    return refused('APPROVAL_REQUIRED', `${customerTrack.resolution} of ${ref} waits for approval. Ask a lead first.`);
  if (isAnswerDue(current) && !isRule(actor))
    return refused(
      'TRACK_OPEN',
      `The customer of ${ref} waits for an answer. Resolve that first; MESSAGE or NONE_NEEDED may be enough.`,
    );
  if (RECOVERY_DONE.has(recoveryTrack.status)) return null;
  return refused(
    'TRACK_OPEN',
    `Recovery of ${ref} is ${recoveryTrack.status}. ${RECOVERY_ADVICE[recoveryTrack.status] ?? 'Settle it first.'}`,
  );
}

const RECOVERY_ADVICE: Readonly<Partial<Record<RecoveryTrackStatus, string>>> = {
  INVESTIGATING: 'File the claim, or say that nothing is to be recovered: NOT_APPLICABLE, or SETTLED as UNECONOMIC.',
  CLAIM_FILED: 'Settle it when the carrier has answered, or as WITHDRAWN.',
};

/** Begins a new cycle with own clocks. What the earlier ones came to stays on record; a claim goes on where it was. */
export function reopen(current: ExceptionCase, { note }: ReopenCommand, context: CommandContext): Decision {
  const { now, policy, facts } = context;
  const because = note.trim();
  if (because === '') return refused('INVALID', 'Say why it is opened again.', 'note');
  const twin = facts?.openTwin ?? null;
  if (twin !== null) return hasTwin(current, twin);
  const change = {
    status: 'OPEN',
    cycle: current.cycle + 1,
    openedAt: now,
    closedAt: null,
    closeCode: null,
    closedBy: null,
    customerTrack: NO_RESOLUTION,
    earlierCycles: [...current.earlierCycles, figuresOf(current)],
  } as const;
  const { sla, clocks } = started({ ...current, ...change }, policy, now);
  return take(current, context, {
    change: { ...change, sla, clocks },
    action: 'reopened',
    detail: { note: because, cycle: current.cycle + 1 },
    changeType: 'REOPENED',
  });
}

export const hasTwin = ({ number, kind }: ExceptionCase, twin: number): Refused =>
  refused(
    'ILLEGAL_TRANSITION',
    `${caseRef(twin)} is open for the same ${kind}: ${caseRef(number)} cannot be open beside it. Work on ${caseRef(twin)}.`,
  );

const figuresOf = ({ cycle, openedAt, closedAt, closedBy, closeCode, ...rest }: ExceptionCase): EarlierCycle => ({
  cycle,
  openedAt,
  closedAt: closedAt!,
  closedBy: closedBy!,
  closeCode: closeCode!,
  sla: rest.sla,
  customerTrack: rest.customerTrack,
  recoveryTrack: rest.recoveryTrack,
});
