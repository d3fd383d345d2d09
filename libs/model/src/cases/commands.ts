import { caseRef, type ExceptionCase } from './case';
import type { CommandContext } from './commands/context';
import { approve, resolveCustomer, type ApproveCommand, type ResolveCustomerCommand } from './commands/customer';
import { refused, type Decision } from './commands/decision';
import { close, reopen, type CloseCommand, type ReopenCommand } from './commands/ending';
import { advanceRecovery, type AdvanceRecoveryCommand } from './commands/recovery';
import { COMMANDS, type CommandRow, type CommandType } from './commands/transitions';
import { undo, type UndoCommand } from './commands/undo';
import {
  requestEvidence,
  resume,
  snooze,
  wait,
  type RequestEvidenceCommand,
  type ResumeCommand,
  type SnoozeCommand,
  type WaitCommand,
} from './commands/waiting';
import { assign, note, tag, type AssignCommand, type NoteCommand, type TagCommand } from './commands/work';

export type { CommandContext, CommandFacts } from './commands/context';
export type { CaseRefusal, Decision, Refused } from './commands/decision';

/** What people and timers ask of a case. */
export type CaseCommand = { readonly expectedVersion?: number | null } & (
  | AssignCommand
  | SnoozeCommand
  | WaitCommand
  | ResumeCommand
  | NoteCommand
  | TagCommand
  | RequestEvidenceCommand
  | ResolveCustomerCommand
  | ApproveCommand
  | AdvanceRecoveryCommand
  | CloseCommand
  | ReopenCommand
  | UndoCommand
);
type CommandOf<Type extends CommandType> = Extract<CaseCommand, { readonly type: Type }>;

const DECIDE: {
  readonly [Type in CommandType]: (
    current: ExceptionCase,
    command: CommandOf<Type>,
    context: CommandContext,
  ) => Decision;
} = {
  assign,
  snooze,
  wait,
  resume,
  note,
  tag,
  'request-evidence': requestEvidence,
  'resolve-customer': resolveCustomer,
  approve,
  'advance-recovery': advanceRecovery,
  close,
  reopen,
  undo,
};

/** Decides a command on a case. Refusals say what a person can do about them; nothing is changed in place. */
export function decide(current: ExceptionCase, command: CaseCommand, context: CommandContext): Decision {
  const { expectedVersion, type } = command;
  const ref = caseRef(current.number);
  if (expectedVersion !== undefined && expectedVersion !== null && expectedVersion !== current.version)
    return refused(
      'CONFLICT',
      `${ref} was changed by somebody else meanwhile (version ${current.version}, you have ${expectedVersion}). Look at it again.`,
    );
  const { from, otherwise }: CommandRow = COMMANDS[type];
  if (Object.hasOwn(from, current.status))
    return (DECIDE[type] as (one: ExceptionCase, asked: CaseCommand, by: CommandContext) => Decision)(
      current,
      command,
      context,
    );
  const instead = current.status === 'CLOSED' ? ' Reopen it first.' : '';
  return refused('ILLEGAL_TRANSITION', `${ref} is ${current.status}: it cannot be ${otherwise}.${instead}`);
}
