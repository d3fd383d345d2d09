import type { ChangeType } from '../vocabulary/exceptions';
import { later, type Instant } from '../time/instant';
import type { ExceptionCase } from './case';
import { CLOCKS, historyOf } from './clock-history';
import type { ClockPolicy } from './clock-terms';
import { clocksInStep, newFacts, withClockEvents } from './clocks';
import { followUpToCome } from './follow-up';
import { CLOCK_THRESHOLDS, type ClockKind, type FollowUpRecorded, type ThresholdRecorded } from './sla-clock';

/** What time alone does to a case: one entry of the activity log, and one change. */
export interface ClockStep {
  readonly case: ExceptionCase;
  readonly changed: readonly string[];
  readonly action: 'snooze-ended' | 'pause-ended' | 'sla-warning' | 'sla-breach' | 'sla-escalation' | 'follow-up-due';
  readonly detail: Readonly<Record<string, string | number>>;
  readonly changeType: Extract<ChangeType, 'UPDATED' | 'SLA_WARNING' | 'SLA_BREACHED'>;
}

/**
 * What the clocks of an open case have to say by now, in order: a snooze or a pause that is over, then each threshold that
 * was reached and the follow-up that is due, dated with the moment at which it was, and once. None when it is too early, or when all is said.
 */
export function clockSteps(current: ExceptionCase, policy: ClockPolicy, now: Instant): readonly ClockStep[] {
  if (current.closedAt !== null) return [];
  const steps: ClockStep[] = [];
  let latest = current;
  const take = (step: ClockStep | null): void => {
    if (step === null) return;
    steps.push(step);
    latest = step.case;
  };
  take(snoozeEnded(latest, policy, now));
  take(pauseEnded(latest, policy, now));
  for (const fact of factsOf(latest, policy, now)) take(told(latest, fact, policy, now));
  return steps;
}

/**
 * What the clocks of a case have to say before anything else happens to it now. Reading clocks costs more than looking at
 * when they have something to say.
 */
export function lateSteps(current: ExceptionCase, policy: ClockPolicy, now: Instant): readonly ClockStep[] {
  const { nextClockAt } = current.sla;
  // Other processes' clocks may run ahead of ours: what is written has happened.
  const latest = current.clocks.reduce((known, { at }) => later(known, at), now);
  return nextClockAt !== null && latest < nextClockAt ? [] : clockSteps(current, policy, now);
}

const next = (current: ExceptionCase, now: Instant): ExceptionCase => ({
  ...current,
  version: current.version + 1,
  updatedAt: now,
});

/** The case comes back at the moment that was asked for, however late the timer looked. */
function snoozeEnded(current: ExceptionCase, policy: ClockPolicy, now: Instant): ClockStep | null {
  const { status, waitingOn, snoozedUntil: until } = current;
  if (status !== 'WAITING' || waitingOn !== 'SNOOZED' || until === null || until > now) return null;
  const rest = current.sla.firstActionAt === null ? 'OPEN' : 'IN_PROGRESS';
  const back = { ...current, status: rest, waitingOn: null, snoozedUntil: null } as const;
  const resumed = withClockEvents(clocksInStep(back, policy, until), [], policy, now);
  return {
    case: next(resumed, now),
    changed: ['status', 'waitingOn', 'snoozedUntil', 'sla'],
    action: 'snooze-ended',
    detail: { until },
    changeType: 'UPDATED',
  };
}

/** The cap of a pause is reached while the case still waits: its clock runs again. */
function pauseEnded(current: ExceptionCase, policy: ClockPolicy, now: Instant): ClockStep | null {
  const { pausedSince, pausedUntil } = current.sla;
  if (pausedSince === null || pausedUntil === null || pausedUntil > now) return null;
  const running = withClockEvents(current, [], policy, now);
  if (running.sla.pausedSince !== null) return null;
  return {
    case: next(running, now),
    changed: ['sla'],
    action: 'pause-ended',
    detail: { waitingOn: current.waitingOn ?? 'THIRD_PARTY', pausedSince, cap: pausedUntil },
    changeType: 'UPDATED',
  };
}

type Fact = (ThresholdRecorded & { readonly clock: ClockKind }) | FollowUpRecorded;

const cameTrueAt = (fact: Fact): Instant => (fact.type === 'FOLLOW_UP_RECORDED' ? fact.followUpAt : fact.reachedAt);

/** The facts to record, those of all clocks together in the order in which they came true. */
function factsOf(current: ExceptionCase, policy: ClockPolicy, now: Instant): Fact[] {
  const history = historyOf(current);
  const facts: Fact[] = CLOCKS.flatMap((clock) => newFacts(clock, current, history, policy, now));
  const followUpAt = followUpToCome(current, history);
  if (followUpAt !== null && followUpAt <= now)
    facts.push({ clock: 'FOLLOW_UP', type: 'FOLLOW_UP_RECORDED', at: now, followUpAt });
  return facts.sort((a, b) => (cameTrueAt(a) < cameTrueAt(b) ? -1 : cameTrueAt(a) > cameTrueAt(b) ? 1 : 0));
}

const told = (current: ExceptionCase, fact: Fact, policy: ClockPolicy, now: Instant): ClockStep =>
  fact.type === 'FOLLOW_UP_RECORDED' ? followUpDue(current, fact, policy, now) : reached(current, fact, policy, now);

/** The case stays where it is: a person asks the carrier, and says until when an answer is expected. */
function followUpDue(current: ExceptionCase, fact: FollowUpRecorded, policy: ClockPolicy, now: Instant): ClockStep {
  const { status, claimReference } = current.recoveryTrack;
  return {
    case: next(withClockEvents(current, [fact], policy, now), now),
    changed: ['recoveryTrack'],
    action: 'follow-up-due',
    detail: { followUpAt: fact.followUpAt, recovery: status, ...(claimReference !== null && { claimReference }) },
    changeType: 'UPDATED',
  };
}

const SAID = {
  WARNING: { action: 'sla-warning', changeType: 'SLA_WARNING' },
  BREACH: { action: 'sla-breach', changeType: 'SLA_BREACHED' },
  ESCALATION: { action: 'sla-escalation', changeType: 'UPDATED' },
} as const;

function reached(
  current: ExceptionCase,
  fact: ThresholdRecorded & { readonly clock: ClockKind },
  policy: ClockPolicy,
  now: Instant,
): ClockStep {
  const { means, tells } = CLOCK_THRESHOLDS.find(({ percent }) => percent === fact.percent)!;
  const recorded = withClockEvents(current, [fact], policy, now);
  const { action, changeType } = SAID[means];
  const detail = { clock: fact.clock, percent: fact.percent, reachedAt: fact.reachedAt, tells };
  return { case: next(recorded, now), changed: ['sla'], action, detail, changeType };
}
