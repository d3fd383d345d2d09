import type { Instant } from '../../time/instant';
import { MESSAGE_ENTRIES, toldAlready } from '../../messages/message-steps';
import { caseRef, isRule, type ExceptionCase } from '../case';
import { approves, type CommandContext } from './context';
import { atRest, refused, same, take, type CaseChange, type Decision, type Refused, type UndoRecord } from './decision';
import { hasTwin } from './ending';
import { tag } from './work';

/** An entry of the history of a case, as far as undoing needs it. */
export interface PastStep {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly detail: unknown;
}

export interface UndoCommand {
  readonly type: 'undo';
  readonly step: PastStep;
}

/** Why a step cannot be taken back, by its action; the others keep what they changed. */
const STANDS: Readonly<Record<string, string>> = {
  noted: 'A note stays in the history. Add another one that puts it right.',
  reopened: 'A new cycle has begun. Close the case again instead.',
  opened: 'It is how the case began. Close the case instead.',
  undone: 'What was taken back is not brought back by itself. Do it again instead.',
  ...Object.fromEntries(
    MESSAGE_ENTRIES.map((action) => [action, 'It tells what became of a message. Take back the step that caused it.']),
  ),
  'recovery-advanced': 'The claim is with the carrier. Settle it as WITHDRAWN instead.',
};
const BY_RULE = 'The hub did it by a rule. Reopen the case, or change it by hand instead.';

const FIELD_WORDS: Readonly<Record<string, string>> = {
  ownerId: 'The owner was changed',
  status: 'The status was changed',
  waitingOn: 'It waits for somebody else',
  snoozedUntil: 'It was put aside until another time',
  customerTrack: "The customer's side was changed",
  recoveryTrack: 'Recovery was changed',
  closedAt: 'It was closed again',
  evidenceRequests: 'More evidence was asked for',
};

/** Takes one step back, as a step of its own, as long as the world has not moved on from where that step left it. */
export function undo(current: ExceptionCase, { step }: UndoCommand, context: CommandContext): Decision {
  const undone = { of: step.id, action: step.action };
  if (step.action === 'tagged') return untag(current, step, context);
  const record = recordOf(step.detail);
  const stands = Object.hasOwn(STANDS, step.action) ? STANDS[step.action] : undefined;
  if (record === null)
    return refused('ILLEGAL_TRANSITION', stands ?? (isRule(step.actor) ? BY_RULE : 'It left nothing to take back.'));
  const refusal = movedOn(current, step, record) ?? needsLead(record, context) ?? twinOf(current, step, context);
  if (refusal !== null) return refusal;
  const before = record.before.status === 'OPEN' ? { ...record.before, status: atRest(current) } : record.before;
  const back = take(current, context, {
    change: { ...before, clocks: running(current, record) },
    action: 'undone',
    detail: undone,
  });
  const told = back.ok ? toldAlready(current, back.case, context.facts?.messages ?? []) : null;
  return told === null ? back : refused('ILLEGAL_TRANSITION', told);
}

/**
 * The clocks that the step stopped run as if it had not; who acted first stays on record. By their place in the history:
 * the clocks of two processes differ, so that a stop may be dated later than its step.
 */
const running = ({ clocks, sla }: ExceptionCase, { clockEvents, stopped }: UndoRecord): ExceptionCase['clocks'] =>
  clocks.filter(
    (event, index) =>
      index < clockEvents ||
      event.type !== 'STOPPED' ||
      (stopped !== undefined && !stopped.includes(event.clock)) ||
      (event.clock === 'FIRST_ACTION' && sla.firstActionAt !== null),
  );

function untag(current: ExceptionCase, step: PastStep, context: CommandContext): Decision {
  const { added = [], removed = [] } = step.detail as { added?: readonly string[]; removed?: readonly string[] };
  const back = tag(current, { type: 'tag', add: removed, remove: added }, context);
  if (!back.ok) return back;
  if (back.changed.length === 0)
    return refused('ILLEGAL_TRANSITION', 'The tags were changed back since. Nothing is left to undo.');
  return { ...back, action: 'undone', detail: { ...back.detail, of: step.id, action: step.action } };
}

function recordOf(detail: unknown): UndoRecord | null {
  const { undo: record } = (detail ?? {}) as { undo?: Partial<UndoRecord> };
  return record?.before && record.after
    ? { clockEvents: Infinity, ...record, before: record.before, after: record.after }
    : null;
}

function movedOn(current: ExceptionCase, step: PastStep, { after }: UndoRecord): Refused | null {
  const ref = caseRef(current.number);
  if (current.status === 'CLOSED' && step.action !== 'closed')
    return refused('ILLEGAL_TRANSITION', `${ref} was closed since. Undo the closing first, or reopen it.`);
  const moved = (Object.keys(after) as (keyof CaseChange)[]).find((name) => !same(current[name], after[name]));
  if (moved === undefined) return null;
  if (step.action === 'closed' && current.status !== 'CLOSED')
    return refused('ILLEGAL_TRANSITION', `${ref} is open again already.`);
  return refused(
    'ILLEGAL_TRANSITION',
    `${FIELD_WORDS[moved] ?? `${moved} was changed`} since. Change it by hand instead.`,
  );
}

/** What a lead approved, or turned down, is not taken back by others. */
function needsLead({ before, after }: UndoRecord, context: CommandContext): Refused | null {
  const isDecided =
    before.customerTrack?.status === 'AWAITING_APPROVAL' || (after.customerTrack?.approvedBy ?? null) !== null;
  const isClosing = after.status === 'CLOSED';
  return isDecided && !isClosing && !approves(context)
    ? refused('FORBIDDEN', 'A lead or an admin decided it. Ask one of them to take it back.')
    : null;
}

function twinOf(current: ExceptionCase, step: PastStep, { facts }: CommandContext): Refused | null {
  const twin = facts?.openTwin ?? null;
  return step.action === 'closed' && twin !== null ? hasTwin(current, twin) : null;
}
