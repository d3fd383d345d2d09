import { after, instant, later, msBetween, msOf, type Instant } from '../time/instant';
import type { ShipmentState } from '../vocabulary/shipment-states';
import { OVER, POLL_PLAN, UNSCANNED, type PollPhase, type PollPlan } from './poll-plan';

/** What decides when a parcel is asked about next. */
export interface PollSubject {
  readonly state: ShipmentState;
  readonly stateSince: Instant | null;
  readonly openCases: number;
  /** The earlier one of promise and carrier's estimate. */
  readonly expectedBy: Instant | null;
  /** When its latest news happened. */
  readonly lastHeardAt: Instant | null;
  readonly enrolledAt: Instant;
  /** Null: this source was not asked yet. */
  readonly askedAt: Instant | null;
  /** How often in a row the source did not know the number. */
  readonly misses: number;
  /** How often in a row asking failed for another reason. */
  readonly failures: number;
}

export interface PollCircumstances {
  /** The source also sends news by itself: asking only reconciles. */
  readonly pushes: boolean;
  readonly now: Instant;
  /** From 0 up to 1. */
  readonly random: number;
}

/** In which phase a parcel is; null when it is not asked about any more. */
export function pollPhase(subject: PollSubject, now: Instant, plan: PollPlan = POLL_PLAN): PollPhase | null {
  const { state, stateSince, enrolledAt, expectedBy } = subject;
  const isOver = OVER.includes(state);
  if (isOver && msBetween(stateSince ?? enrolledAt, now) >= plan.watchMs) return null;
  if (quietMs(subject, now) >= plan.silenceMs) return null;
  if (subject.misses >= plan.misses) return null;
  if (subject.openCases > 0) return 'IN_TROUBLE';
  if (isOver) return 'DELIVERED_WATCH';
  if (state === 'OUT_FOR_DELIVERY') return 'OUT_FOR_DELIVERY';
  if (expectedBy !== null && msBetween(now, expectedBy) <= plan.dueSoonMs) return 'DUE_SOON';
  return UNSCANNED.includes(state) ? 'NEW' : 'MOVING';
}

/** When a parcel is asked about next, never before `now`; null when it is not asked about any more. */
export function nextPoll(
  subject: PollSubject,
  { pushes, now, random }: PollCircumstances,
  plan: PollPlan = POLL_PLAN,
): Instant | null {
  const phase = pollPhase(subject, now, plan);
  if (phase === null) return null;
  if (subject.askedAt === null) return now;
  const { everyMs, reconcileMs } = plan.phases[phase];
  const usual = pushes ? reconcileMs : everyMs;
  const patient = phase === 'DELIVERED_WATCH' ? usual : stretched(usual, subject, now, plan);
  const interval =
    subject.failures > 0 ? Math.min(patient, doubled(plan.retryMs, subject.failures - 1, patient)) : patient;
  const jittered = interval * (1 + plan.jitter * (2 * random - 1));
  return later(now, instant(msOf(subject.askedAt) + jittered));
}

/**
 * When a parcel is asked about for the first time. A source that pushes has just said what it knows, if it was the one
 * that spoke; all others are asked soon.
 */
export const firstPoll = (
  { pushes, now, random }: PollCircumstances,
  spoke: boolean,
  plan: PollPlan = POLL_PLAN,
): Instant =>
  after(
    now,
    pushes && spoke
      ? plan.phases.MOVING.reconcileMs * (1 + plan.jitter * (2 * random - 1))
      : plan.firstWithinMs * random,
  );

const quietMs = ({ lastHeardAt, enrolledAt }: PollSubject, now: Instant): number =>
  Math.max(0, msBetween(lastHeardAt ?? enrolledAt, now));

/** The longer nothing is heard, or the source does not know the number, the less often it is asked. */
function stretched(usual: number, subject: PollSubject, now: Instant, plan: PollPlan): number {
  const longest = Math.max(usual, plan.longestMs);
  const quiet = Math.min(longest, quietMs(subject, now) * plan.quietShare);
  return doubled(Math.max(usual, quiet), subject.misses, longest);
}

const doubled = (ms: number, times: number, most: number): number => Math.min(most, ms * 2 ** Math.min(times, 30));
