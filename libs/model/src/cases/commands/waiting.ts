import { after, DAY, type Instant } from '../../time/instant';
import type { EvidenceParty, WaitingOn } from '../../vocabulary/exceptions';
import type { ExceptionCase } from '../case';
import type { CommandContext } from './context';
import { atRest, refused, take, type CaseChange, type Decision } from './decision';

/** Longer than this nobody should forget a case. */
const SNOOZE_DAYS = 90;
const ITEMS_LIMIT = 20;
const ITEM_LENGTH = 200;

export interface SnoozeCommand {
  readonly type: 'snooze';
  readonly until: Instant;
}
export interface WaitCommand {
  readonly type: 'wait';
  readonly on: WaitingOn;
  readonly note?: string | null;
}
export interface ResumeCommand {
  readonly type: 'resume';
}
export interface RequestEvidenceCommand {
  readonly type: 'request-evidence';
  readonly from: EvidenceParty;
  readonly items: readonly string[];
}

const waiting = (waitingOn: WaitingOn, snoozedUntil: Instant | null = null): CaseChange => ({
  status: 'WAITING',
  waitingOn,
  snoozedUntil,
});

/** What a case becomes that waits no longer. */
export const resting = (current: ExceptionCase): CaseChange => ({
  status: atRest(current),
  waitingOn: null,
  snoozedUntil: null,
});

/** Putting aside is no action: the customer has nothing of it. */
export function snooze(current: ExceptionCase, { until }: SnoozeCommand, context: CommandContext): Decision {
  if (until <= context.now) return refused('INVALID', 'Choose a time that is still to come.', 'until');
  if (until > after(context.now, SNOOZE_DAYS * DAY))
    return refused('INVALID', `A case is put aside for at most ${SNOOZE_DAYS} days: choose an earlier time.`, 'until');
  return take(current, context, {
    change: waiting('SNOOZED', until),
    action: 'snoozed',
    detail: { until },
    undoable: true,
  });
}

export function wait(current: ExceptionCase, { on, note }: WaitCommand, context: CommandContext): Decision {
  if (on === 'SNOOZED') return refused('INVALID', 'Say for whom it waits, or snooze it until a time.', 'on');
  const words = note?.trim() || null;
  return take(current, context, {
    change: waiting(on),
    action: 'waiting',
    detail: { on, note: words },
    acts: true,
    undoable: true,
    // What somebody wrote is kept, though it waits for them already.
    says: words !== null,
  });
}

export const resume = (current: ExceptionCase, _command: ResumeCommand, context: CommandContext): Decision =>
  take(current, context, {
    change: resting(current),
    action: 'resumed',
    detail: { from: current.waitingOn },
    acts: true,
    undoable: true,
  });

export function requestEvidence(
  current: ExceptionCase,
  { from, items }: RequestEvidenceCommand,
  context: CommandContext,
): Decision {
  const wanted = [...new Set(items.map((item) => item.trim()).filter((item) => item !== ''))];
  if (wanted.length === 0) return refused('INVALID', 'Say what you need, such as a photo of the box.', 'items');
  if (wanted.length > ITEMS_LIMIT || wanted.some(({ length }) => length > ITEM_LENGTH))
    return refused(
      'INVALID',
      `Ask for at most ${ITEMS_LIMIT} things of ${ITEM_LENGTH} characters each: shorten the list.`,
      'items',
    );
  const asksCustomer = from === 'CUSTOMER';
  const request = {
    from,
    items: wanted,
    by: context.actor,
    at: context.now,
    ...(asksCustomer && { message: current.version + 1 }),
  };
  return take(current, context, {
    change: { ...waiting(from), evidenceRequests: [...current.evidenceRequests, request] },
    action: 'evidence-requested',
    detail: { from, items: wanted },
    acts: true,
    tells: asksCustomer,
    undoable: true,
    ...(asksCustomer && {
      words: { template: 'evidence-request', values: { items: wanted.map((item) => `- ${item}`).join('\n') } },
    }),
  });
}
