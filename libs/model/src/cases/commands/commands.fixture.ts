import { DEFAULT_POLICY } from '../../policy/policy';
import type { Instant } from '../../time/instant';
import type { ExceptionCase } from '../case';
import { decide, type CaseCommand } from '../commands';
import type { CommandContext } from './context';
import type { Decision, Refused } from './decision';
import type { PastStep } from './undo';

type Accepted = Extract<Decision, { ok: true }>;

export const agent = (now: Instant, change: Partial<CommandContext> = {}): CommandContext => ({
  now,
  actor: 'usr-ana',
  role: 'AGENT',
  policy: DEFAULT_POLICY,
  ...change,
});
export const lead = (now: Instant, change: Partial<CommandContext> = {}): CommandContext =>
  agent(now, { actor: 'usr-lea', role: 'LEAD', ...change });
export const rule = (now: Instant): CommandContext => ({ now, actor: 'rule:test', policy: DEFAULT_POLICY });

export function accept(current: ExceptionCase, command: CaseCommand, context: CommandContext): Accepted {
  const decision = decide(current, command, context);
  if (!decision.ok) throw new Error(`${decision.code}: ${decision.message}`);
  return decision;
}

export function refuse(current: ExceptionCase, command: CaseCommand, context: CommandContext): Refused {
  const decision = decide(current, command, context);
  if (decision.ok) throw new Error(`${command.type} was accepted`);
  return decision;
}

/** The entry that the history keeps of a decision. */
export const entryOf = ({ action, detail, case: { updatedAt } }: Accepted, actor = 'usr-ana'): PastStep => ({
  id: 'act-1',
  at: updatedAt,
  actor,
  action,
  detail: JSON.parse(JSON.stringify(detail)) as unknown,
});
