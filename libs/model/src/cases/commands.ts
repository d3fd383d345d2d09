import { CLOSE_CODES, type CaseStatus, type ChangeType, type CloseCode } from '../vocabulary/exceptions';
import type { Instant } from '../time/instant';
import type { Policy } from '../policy/policy';
import { caseRef, isRule, type ExceptionCase } from './case';
import { firstAction } from './clocks';
import { closed, CLOSING_CHANGES } from './closing';

/** What people and timers ask of a case. */
export type CaseCommand = { readonly expectedVersion?: number | null } & (
  | { readonly type: 'assign'; readonly ownerId: string }
  | { readonly type: 'close'; readonly closeCode: CloseCode | null; readonly note?: string | null }
);
export type CommandType = CaseCommand['type'];

export interface CommandContext {
  readonly now: Instant;
  /** A user id, or `rule:<id>`. */
  readonly actor: string;
  readonly policy: Policy;
}

/** Why a command is refused; the same words as the API's user errors. */
export type CaseRefusal = 'CONFLICT' | 'ILLEGAL_TRANSITION' | 'INVALID' | 'CLOSE_CODE_REQUIRED';

export type Decision =
  | {
      readonly ok: true;
      readonly case: ExceptionCase;
      /** Names of the fields that changed. Empty: nothing is to be written. */
      readonly changed: readonly string[];
      /** What the activity log says. */
      readonly action: string;
      readonly detail: Readonly<Record<string, string | number | null>>;
      readonly changeType: ChangeType;
    }
  | { readonly ok: false; readonly code: CaseRefusal; readonly message: string };

/** Decides a command on a case. Refusals say what a person can do about them; nothing is changed in place. */
export function decide(current: ExceptionCase, command: CaseCommand, context: CommandContext): Decision {
  const { expectedVersion } = command;
  const ref = caseRef(current.number);
  if (expectedVersion !== undefined && expectedVersion !== null && expectedVersion !== current.version)
    return refused(
      'CONFLICT',
      `${ref} was changed by somebody else meanwhile (version ${current.version}, you have ${expectedVersion}). Look at it again.`,
    );
  const { from, otherwise } = COMMANDS[command.type];
  if (!from.includes(current.status))
    return refused('ILLEGAL_TRANSITION', `${ref} is ${current.status}: it cannot be ${otherwise}.`);
  switch (command.type) {
    case 'assign':
      return assign(current, command.ownerId, context);
    case 'close':
      return close(current, command.closeCode, command.note ?? null, context);
  }
}

const OPEN_STATUSES: readonly CaseStatus[] = ['OPEN', 'IN_PROGRESS', 'WAITING'];

/** From which statuses a command is possible; otherwise it is refused with this word. */
export const COMMANDS: Readonly<
  Record<CommandType, { readonly from: readonly CaseStatus[]; readonly otherwise: string }>
> = {
  assign: { from: OPEN_STATUSES, otherwise: 'assigned' },
  close: { from: OPEN_STATUSES, otherwise: 'closed again' },
};

function assign(current: ExceptionCase, ownerId: string, { now, actor, policy }: CommandContext): Decision {
  if (ownerId.trim() === '') return refused('INVALID', 'An owner is needed: a case always has one.');
  if (ownerId === current.ownerId) return unchanged(current, 'assigned');
  const moved = { ...current, ownerId, version: current.version + 1, updatedAt: now };
  const detail = { from: current.ownerId, to: ownerId };
  if (isRule(actor)) return done(moved, ['ownerId'], 'assigned', detail);
  const status = current.status === 'OPEN' ? 'IN_PROGRESS' : current.status;
  const next = firstAction({ ...moved, status }, policy, now);
  const isFirst = current.sla.firstActionAt === null;
  const changed = ['ownerId', ...(status === current.status ? [] : ['status']), ...(isFirst ? ['sla'] : [])];
  return done(next, changed, 'assigned', detail);
}

function close(
  current: ExceptionCase,
  closeCode: CloseCode | null,
  note: string | null,
  { now, actor, policy }: CommandContext,
): Decision {
  const codes = Object.keys(CLOSE_CODES).join(', ');
  if (closeCode === null) return refused('CLOSE_CODE_REQUIRED', `A case is closed with one of ${codes}.`);
  if (!Object.hasOwn(CLOSE_CODES, closeCode))
    return refused('INVALID', `${String(closeCode)} is no close code; there are ${codes}.`);
  const acted = isRule(actor) ? current : firstAction(current, policy, now);
  const next = closed(acted, closeCode, actor, policy, now);
  return done(next, CLOSING_CHANGES, 'closed', { closeCode, note }, 'CLOSED');
}

const unchanged = (current: ExceptionCase, action: string): Decision => done(current, [], action, {});

const done = (
  next: ExceptionCase,
  changed: readonly string[],
  action: string,
  detail: Extract<Decision, { ok: true }>['detail'],
  changeType: ChangeType = 'UPDATED',
): Decision => ({ ok: true, case: next, changed, action, detail, changeType });

const refused = (code: CaseRefusal, message: string): Decision => ({ ok: false, code, message });
