import { CLOSE_CODES, type CaseStatus, type ChangeType, type CloseCode } from '../vocabulary/exceptions';
import type { Instant } from '../time/instant';
import { caseRef, isRule, type ExceptionCase, type Sla } from './case';
import { closed, CLOSING_CHANGES } from './closing';

/** What people and timers ask of a case. */
export type CaseCommand = { readonly expectedVersion?: number | null } & (
  | { readonly type: 'assign'; readonly ownerId: string }
  | { readonly type: 'close'; readonly closeCode: CloseCode | null; readonly note?: string | null }
  | { readonly type: 'sla-warning' }
  | { readonly type: 'sla-breach' }
);
export type CommandType = CaseCommand['type'];

export interface CommandContext {
  readonly now: Instant;
  /** A user id, or `rule:<id>`. */
  readonly actor: string;
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
    return otherwise === 'ignore'
      ? unchanged(current, command.type)
      : refused('ILLEGAL_TRANSITION', `${ref} is ${current.status}: it cannot be ${otherwise}.`);
  switch (command.type) {
    case 'assign':
      return assign(current, command.ownerId, context);
    case 'close':
      return close(current, command.closeCode, command.note ?? null, context);
    case 'sla-warning':
      return warn(current, context);
    case 'sla-breach':
      return breach(current, context);
  }
}

const OPEN_STATUSES: readonly CaseStatus[] = ['OPEN', 'IN_PROGRESS', 'WAITING'];

/** From which statuses a command is possible; otherwise it is refused with this word, or does nothing. */
export const COMMANDS: Readonly<
  Record<CommandType, { readonly from: readonly CaseStatus[]; readonly otherwise: 'ignore' | (string & {}) }>
> = {
  assign: { from: OPEN_STATUSES, otherwise: 'assigned' },
  close: { from: OPEN_STATUSES, otherwise: 'closed again' },
  'sla-warning': { from: OPEN_STATUSES, otherwise: 'ignore' },
  'sla-breach': { from: OPEN_STATUSES, otherwise: 'ignore' },
};

function assign(current: ExceptionCase, ownerId: string, { now, actor }: CommandContext): Decision {
  if (ownerId.trim() === '') return refused('INVALID', 'An owner is needed: a case always has one.');
  if (ownerId === current.ownerId) return unchanged(current, 'assigned');
  const moved = { ...current, ownerId, version: current.version + 1, updatedAt: now };
  const detail = { from: current.ownerId, to: ownerId };
  if (isRule(actor)) return done(moved, ['ownerId'], 'assigned', detail);
  const isFirst = current.sla.firstActionAt === null;
  const next: ExceptionCase = {
    ...moved,
    status: current.status === 'OPEN' ? 'IN_PROGRESS' : current.status,
    sla: isFirst ? { ...current.sla, firstActionAt: now } : current.sla,
  };
  const changed = ['ownerId', ...(next.status === current.status ? [] : ['status']), ...(isFirst ? ['sla'] : [])];
  return done(next, changed, 'assigned', detail);
}

function close(
  current: ExceptionCase,
  closeCode: CloseCode | null,
  note: string | null,
  { now, actor }: CommandContext,
): Decision {
  const codes = Object.keys(CLOSE_CODES).join(', ');
  if (closeCode === null) return refused('CLOSE_CODE_REQUIRED', `A case is closed with one of ${codes}.`);
  if (!Object.hasOwn(CLOSE_CODES, closeCode))
    return refused('INVALID', `${String(closeCode)} is no close code; there are ${codes}.`);
  const next = closed(current, closeCode, actor, now);
  const isFirst = current.sla.firstActionAt === null && !isRule(actor);
  const sla = isFirst ? { ...current.sla, firstActionAt: now } : current.sla;
  const changed = isFirst ? [...CLOSING_CHANGES, 'sla'] : CLOSING_CHANGES;
  return done({ ...next, sla }, changed, 'closed', { closeCode, note }, 'CLOSED');
}

/** Nobody acted and the clock runs. */
const isDue = ({ firstActionAt, breachedAt, pausedSince }: Sla, dueAt: Instant, now: Instant): boolean =>
  firstActionAt === null && breachedAt === null && pausedSince === null && now >= dueAt;

function warn(current: ExceptionCase, { now }: CommandContext): Decision {
  const { sla } = current;
  if (sla.warnedAt !== null || !isDue(sla, sla.warnAt, now)) return unchanged(current, 'sla-warning');
  const next = { ...current, sla: { ...sla, warnedAt: now }, version: current.version + 1, updatedAt: now };
  return done(next, ['sla'], 'sla-warning', { dueAt: sla.firstActionDueAt }, 'SLA_WARNING');
}

/** The breach is dated with the due time: how late the timer looked is not the owner's doing. */
function breach(current: ExceptionCase, { now }: CommandContext): Decision {
  const { sla } = current;
  const dueAt = sla.firstActionDueAt;
  if (!isDue(sla, dueAt, now)) return unchanged(current, 'sla-breach');
  const next = { ...current, sla: { ...sla, breachedAt: dueAt }, version: current.version + 1, updatedAt: now };
  return done(next, ['sla'], 'sla-breach', { dueAt }, 'SLA_BREACHED');
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
