import { canonicalText } from '../../canonical-text';
import type { CaseStatus, ChangeType } from '../../vocabulary/exceptions';
import { isRule, type ExceptionCase } from '../case';
import type { MessageWords } from '../../messages/message-steps';
import { clocksInStep, customerTold, firstAction } from '../clocks';
import type { ClockKind } from '../sla-clock';
import type { CommandContext } from './context';

/** Why a command is refused; the same words as the API's user errors. */
export type CaseRefusal =
  | 'CONFLICT'
  | 'ILLEGAL_TRANSITION'
  | 'INVALID'
  | 'FORBIDDEN'
  | 'CLOSE_CODE_REQUIRED'
  | 'TRACK_OPEN'
  | 'APPROVAL_REQUIRED';

export type Decision =
  | {
      readonly ok: true;
      readonly case: ExceptionCase;
      /** Names of the fields that changed. Empty: nothing is to be written. */
      readonly changed: readonly string[];
      /** What the activity log says. */
      readonly action: string;
      readonly detail: Readonly<Record<string, unknown>>;
      readonly changeType: ChangeType;
      /** What the customer is to read, where the step says something. */
      readonly words?: MessageWords;
    }
  | Refused;

export interface Refused {
  readonly ok: false;
  readonly code: CaseRefusal;
  readonly message: string;
  /** Which part of the command is to blame. */
  readonly field?: readonly string[];
}

/** The part of a case that commands change. */
export type CaseChange = Partial<
  Omit<ExceptionCase, 'id' | 'merchantId' | 'number' | 'kind' | 'episode' | 'version' | 'updatedAt' | 'detection'>
>;

/** One step of a case, before it is written down. */
export interface Step {
  readonly change: CaseChange;
  readonly action: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly changeType?: ChangeType;
  /** It is the first action if a person does it and none came before. */
  readonly acts?: boolean;
  /** It can be taken back as long as what it changed stays as it left it. */
  readonly undoable?: boolean;
  /** The customer hears of us by it. */
  readonly tells?: boolean;
  /** What the customer is to read: of the message that the new state of the case wants. */
  readonly words?: MessageWords;
  /** It is worth an entry of the history though no field changes. */
  readonly says?: boolean;
}

/** What an entry of the history keeps so that it can be taken back. */
export interface UndoRecord {
  readonly before: CaseChange;
  readonly after: CaseChange;
  /** How long the history of its clocks was before. */
  readonly clockEvents: number;
  /** The clocks that the step stopped. Absent in entries of older versions: all that stopped since. */
  readonly stopped?: readonly ClockKind[];
}

/** Of a note, or of what the customer is to read. */
export const TEXT_LIMIT = 10_000;
/** What numbers of others have at most, such as that of a claim. */
export const REFERENCE_LIMIT = 200;
/** What is wanted of a sum; behind "an amount". */
export const PAYABLE =
  'above 0 such as 41.50, with its currency such as USD and no smaller part than its smallest coin.';

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Equal in content. */
export const same = (a: unknown, b: unknown): boolean =>
  a === b || (!isPlain(a) && !isPlain(b) && canonicalText(a) === canonicalText(b));

/** Where an open case is when it waits for nobody. */
export const atRest = ({ sla }: Pick<ExceptionCase, 'sla'>): CaseStatus =>
  sla.firstActionAt === null ? 'OPEN' : 'IN_PROGRESS';

/** What the clocks of a case look at. */
const CLOCKED = [
  'status',
  'waitingOn',
  'snoozedUntil',
  'closedAt',
  'customerTrack',
  'recoveryTrack',
  'clocks',
] as const;

/** Takes a step. Fields that it sets to what they are do not count; nothing is written when none is left. */
export function take(current: ExceptionCase, context: CommandContext, step: Step): Decision {
  const { change, action, detail = {}, changeType = 'UPDATED' } = step;
  if (typeof detail['note'] === 'string' && detail['note'].length > TEXT_LIMIT)
    return refused('INVALID', `A note has at most ${TEXT_LIMIT} characters: shorten it.`, 'note');
  const fields = (Object.keys(change) as (keyof CaseChange)[]).filter((name) => !same(change[name], current[name]));
  if (fields.length === 0 && !step.says) return unchanged(current, action);
  const news = Object.fromEntries(fields.map((name) => [name, change[name]])) as CaseChange;
  const next = clocked(current, { ...current, ...news }, context, step);
  const undo = step.undoable && fields.length > 0 ? { undo: undoRecord(current, next, fields) } : {};
  return {
    ok: true,
    case: { ...next, version: current.version + 1, updatedAt: context.now },
    changed: [
      ...fields,
      ...(['status', 'sla'] as const).filter((name) => !fields.includes(name) && next[name] !== current[name]),
    ],
    action,
    detail: { ...detail, ...undo },
    changeType,
    ...(step.words && { words: step.words }),
  };
}

/** The case with its clocks in step with it, and with its first action if this is the one. */
function clocked(
  current: ExceptionCase,
  next: ExceptionCase,
  { now, actor, policy }: CommandContext,
  { acts, tells }: Step,
): ExceptionCase {
  const isFirst = acts === true && !isRule(actor) && next.sla.firstActionAt === null;
  const acted = isFirst && next.status === 'OPEN' ? ({ ...next, status: 'IN_PROGRESS' } as const) : next;
  const isClocked = CLOCKED.some((name) => next[name] !== current[name]);
  const inStep = isFirst ? firstAction(acted, policy, now) : isClocked ? clocksInStep(acted, policy, now) : acted;
  return tells ? customerTold(inStep, policy, now) : inStep;
}

function undoRecord(current: ExceptionCase, next: ExceptionCase, fields: readonly (keyof CaseChange)[]): UndoRecord {
  const of = (one: ExceptionCase): CaseChange => Object.fromEntries(fields.map((name) => [name, one[name]]));
  const clockEvents = current.clocks.length;
  const stopped = next.clocks.slice(clockEvents).flatMap((event) => (event.type === 'STOPPED' ? [event.clock] : []));
  return { before: of(current), after: of(next), clockEvents, stopped };
}

export const unchanged = (current: ExceptionCase, action: string): Decision => ({
  ok: true,
  case: current,
  changed: [],
  action,
  detail: {},
  changeType: 'UPDATED',
});

export const refused = (code: CaseRefusal, message: string, ...field: readonly string[]): Refused =>
  field.length === 0 ? { ok: false, code, message } : { ok: false, code, message, field };
