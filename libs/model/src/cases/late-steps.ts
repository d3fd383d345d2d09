import type { ExceptionCase } from './case';
import { lateSteps, type ClockStep } from './clock-steps';
import { decide, type CaseCommand } from './commands';
import type { CommandContext } from './commands/context';
import type { Decision } from './commands/decision';

/** A decision, and what is to be written before it: what time did to the case while no timer looked. */
export interface TimelyDecision {
  readonly late: readonly ClockStep[];
  readonly decision: Decision;
}

/**
 * Decides a command that may come before the timer of a moment that has passed: the command finds the case as the timer
 * would have left it. The version that the person saw is the one from before that. A command that changes nothing, or is
 * refused, leaves it all to the timer.
 */
export function decideInTime(current: ExceptionCase, command: CaseCommand, context: CommandContext): TimelyDecision {
  const late = lateSteps(current, context.policy, context.now);
  const latest = late.at(-1)?.case;
  const { expectedVersion } = command;
  const isStale = expectedVersion !== undefined && expectedVersion !== null && expectedVersion !== current.version;
  if (latest === undefined || isStale) return { late: [], decision: decide(current, command, context) };
  const decision = decide(latest, { ...command, expectedVersion: null }, context);
  if (!decision.ok) return { late: [], decision };
  return decision.case === latest ? { late: [], decision: { ...decision, case: current } } : { late, decision };
}
