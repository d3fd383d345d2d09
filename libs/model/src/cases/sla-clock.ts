import { addBusinessTime, businessTimeBetween } from '../calendar/business-time';
import type { BusinessCalendar } from '../calendar/business-calendar';
import { earlier, later, type Instant } from '../time/instant';
import type { WaitingOn } from '../vocabulary/exceptions';

/** The clocks of a case. */
export const CLOCK_KINDS = {
  FIRST_ACTION: 'Until the first thing that a person does.',
  NEXT_UPDATE: 'Until the customer hears of us again; a new clock after each update.',
  RESOLUTION: 'Until both tracks are done.',
  CLAIM_WINDOW: 'Until the carrier takes no claim any more.',
} as const;
export type ClockKind = keyof typeof CLOCK_KINDS;

export const CLOCK_STATES = {
  RUNNING: 'Less than half of the time is used.',
  WARNED_50: 'Half of the time is used.',
  WARNED_80: 'Four fifths of the time are used.',
  PAUSED: 'The clock stands: somebody else is to act, and the cap of the pause is not reached.',
  BREACHED: 'The time was used up; or it was before the clock stopped. A lead is told.',
  ESCALATED: 'Twice the time is used up. An admin is told.',
  MET: 'The clock stopped in time.',
} as const;
export type ClockState = keyof typeof CLOCK_STATES;

/** What happens at which share of the allowed time, and who is told. */
export const CLOCK_THRESHOLDS = [
  { percent: 50, means: 'WARNING', tells: 'OWNER' },
  { percent: 80, means: 'WARNING', tells: 'OWNER' },
  { percent: 100, means: 'BREACH', tells: 'LEAD' },
  { percent: 200, means: 'ESCALATION', tells: 'ADMIN' },
] as const;
export type ClockThreshold = (typeof CLOCK_THRESHOLDS)[number];
export type ThresholdPercent = ClockThreshold['percent'];

/** What a version of the policy says of a clock. All durations are business time of the calendar, in milliseconds. */
export interface ClockTerms {
  readonly policyVersion: number;
  readonly calendar: BusinessCalendar;
  readonly allowedMs: number;
  /** How long one pause may last, by its reason; then the clock runs again by itself. */
  readonly pauseCapMs: Readonly<Record<WaitingOn, number>>;
  /** How long all pauses of the clock may last together, lest pausing again and again stops it for good. */
  readonly allPausesCapMs: number;
}

/** That a threshold was reached, as a fact. One per clock and percentage; it stays, whatever is learnt later. */
export interface ThresholdRecorded {
  readonly type: 'THRESHOLD_RECORDED';
  /** When it was written down. */
  readonly at: Instant;
  readonly percent: ThresholdPercent;
  readonly reachedAt: Instant;
  readonly policyVersion: number;
}

/** What a case's history says of one clock in one cycle. A pause that follows a pause takes its place. */
export type ClockEvent =
  | { readonly type: 'STARTED'; readonly at: Instant }
  | { readonly type: 'PAUSED'; readonly at: Instant; readonly reason: WaitingOn }
  | { readonly type: 'RESUMED'; readonly at: Instant }
  | { readonly type: 'STOPPED'; readonly at: Instant }
  | ThresholdRecorded;

/** That it is time to ask the carrier again, as a fact: once for each moment that was set. */
export interface FollowUpRecorded {
  readonly clock: 'FOLLOW_UP';
  readonly type: 'FOLLOW_UP_RECORDED';
  /** When it was written down. */
  readonly at: Instant;
  readonly followUpAt: Instant;
}

/** An event of one of the clocks of a case that the policy sets. */
export type TermedClockEvent = ClockEvent & { readonly clock: ClockKind };
/** An event of the clocks of a case. */
export type CaseClockEvent = TermedClockEvent | FollowUpRecorded;

export interface ThresholdReading {
  readonly threshold: ClockThreshold;
  /** When it is reached as the history stands: a pause under way is taken to last until its cap. Null: never. */
  readonly at: Instant | null;
  /** Null while it lies ahead, and when the clock stopped before it. */
  readonly reachedAt: Instant | null;
  readonly recorded: boolean;
}

/** A clock at a moment: computed from history, calendar and policy, never counted down. */
export interface ClockReading {
  readonly state: ClockState;
  readonly policyVersion: number;
  readonly startedAt: Instant;
  readonly stoppedAt: Instant | null;
  /** As the history stands; each pause moves it. Null when the calendar has not that much time left. */
  readonly dueAt: Instant | null;
  readonly breachedAt: Instant | null;
  /** The pause under way. */
  readonly pausedFor: WaitingOn | null;
  /** When its cap is reached. */
  readonly pauseEndsAt: Instant | null;
  /** Business time that ran, and that was paused, until now or until the clock stopped. */
  readonly usedMs: number;
  readonly pausedMs: number;
  readonly thresholds: readonly ThresholdReading[];
  /** When to look again if nothing is heard until then. */
  readonly nextThresholdAt: Instant | null;
}

/** Reads one clock at a moment; later events do not count. Null while it has not started. */
export function readClock(history: readonly ClockEvent[], terms: ClockTerms, now: Instant): ClockReading | null {
  const events = history.filter(({ at }) => at <= now).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const startedAt = events.find(({ type }) => type === 'STARTED')?.at;
  if (startedAt === undefined) return null;
  const stoppedAt = events.find(({ type, at }) => type === 'STOPPED' && at >= startedAt)?.at ?? null;
  const course = courseOf(events, startedAt, stoppedAt, terms);
  const until = stoppedAt ?? now;

  const thresholds = CLOCK_THRESHOLDS.map((threshold): ThresholdReading => {
    const fact = events.find((event) => event.type === 'THRESHOLD_RECORDED' && event.percent === threshold.percent);
    const at = momentOf(Math.round((terms.allowedMs * threshold.percent) / 100), course, terms.calendar);
    const isReached = at !== null && at <= now && (stoppedAt === null || at < stoppedAt);
    const reachedAt = fact?.type === 'THRESHOLD_RECORDED' ? fact.reachedAt : isReached ? at : null;
    return { threshold, at, reachedAt, recorded: fact !== undefined };
  });
  const reached = (percent: ThresholdPercent) =>
    thresholds.find(({ threshold }) => threshold.percent === percent)?.reachedAt ?? null;
  const pause = stoppedAt === null ? course.find((part) => part.pausedFor !== null && covers(part, now)) : undefined;
  const ahead = thresholds.filter(({ at, reachedAt }) => at !== null && reachedAt === null && at > now);

  return {
    state: stateOf(reached, pause !== undefined, stoppedAt !== null),
    policyVersion: terms.policyVersion,
    startedAt,
    stoppedAt,
    dueAt: thresholds.find(({ threshold }) => threshold.percent === 100)?.at ?? null,
    breachedAt: reached(100),
    pausedFor: pause?.pausedFor ?? null,
    pauseEndsAt: pause?.until ?? null,
    usedMs: timeIn(course, false, until, terms.calendar),
    pausedMs: timeIn(course, true, until, terms.calendar),
    thresholds,
    nextThresholdAt: stoppedAt === null ? (ahead[0]?.at ?? null) : null,
  };
}

/**
 * The facts to append to the history: each threshold that was reached and is not recorded yet. Once they are, nothing of
 * them is asked for again; a store keeps clock and percentage unique against two writers.
 */
export function thresholdsToRecord(
  { thresholds, policyVersion }: ClockReading,
  now: Instant,
): readonly ThresholdRecorded[] {
  return thresholds.flatMap(({ threshold: { percent }, reachedAt, recorded }) =>
    recorded || reachedAt === null ? [] : [{ type: 'THRESHOLD_RECORDED', at: now, percent, reachedAt, policyVersion }],
  );
}

function stateOf(
  reached: (percent: ThresholdPercent) => Instant | null,
  isPaused: boolean,
  isStopped: boolean,
): ClockState {
  if (isStopped) return reached(100) === null ? 'MET' : 'BREACHED';
  if (reached(200) !== null) return 'ESCALATED';
  if (reached(100) !== null) return 'BREACHED';
  if (isPaused) return 'PAUSED';
  if (reached(80) !== null) return 'WARNED_80';
  return reached(50) === null ? 'RUNNING' : 'WARNED_50';
}

/** A part of the clock's course in which it runs or stands. */
interface Stretch {
  readonly from: Instant;
  /** Outside; null: without an end. */
  readonly until: Instant | null;
  readonly pausedFor: WaitingOn | null;
}

const covers = ({ from, until }: Stretch, at: Instant): boolean => from <= at && (until === null || at < until);

/** How the clock goes from its start on, without end: what is known, and then as if nothing more happened. */
function courseOf(
  events: readonly ClockEvent[],
  startedAt: Instant,
  stoppedAt: Instant | null,
  { calendar, pauseCapMs, allPausesCapMs }: ClockTerms,
): Stretch[] {
  const course: Stretch[] = [];
  let left = allPausesCapMs;
  let from = startedAt;
  let reason: WaitingOn | null = null;

  const goOn = (until: Instant | null) => {
    const room: number = reason === null ? 0 : Math.min(pauseCapMs[reason], left);
    const cap = addBusinessTime(calendar, from, room);
    if (reason !== null && (cap === null || (until !== null && until <= cap))) {
      course.push({ from, until, pausedFor: reason });
      left -= until === null ? room : businessTimeBetween(calendar, from, until);
    } else {
      if (reason !== null) course.push({ from, until: cap, pausedFor: reason });
      course.push({ from: cap ?? from, until, pausedFor: null });
      left -= room;
    }
  };
  for (const event of events) {
    if (event.type !== 'PAUSED' && event.type !== 'RESUMED') continue;
    if (stoppedAt !== null && event.at >= stoppedAt) break;
    const at = later(event.at, startedAt);
    goOn(at);
    from = at;
    reason = event.type === 'PAUSED' ? event.reason : null;
  }
  goOn(null);
  return course;
}

/** The first moment at which the clock has run for `ms`. */
function momentOf(ms: number, course: readonly Stretch[], calendar: BusinessCalendar): Instant | null {
  let left = ms;
  for (const { from, until, pausedFor } of course) {
    if (pausedFor !== null) continue;
    const runs = until === null ? Infinity : businessTimeBetween(calendar, from, until);
    if (left <= runs) return addBusinessTime(calendar, from, left);
    left -= runs;
  }
  return null;
}

function timeIn(course: readonly Stretch[], paused: boolean, end: Instant, calendar: BusinessCalendar): number {
  return course
    .filter(({ pausedFor }) => (pausedFor !== null) === paused)
    .reduce((sum, { from, until }) => sum + businessTimeBetween(calendar, from, earlier(until ?? end, end)), 0);
}
