import { addBusinessTime } from '../calendar/business-time';
import type { ExceptionKind, WaitingOn } from '../vocabulary/exceptions';
import { instant, later, type Instant } from '../time/instant';
import type { ExceptionCase, Sla } from './case';
import { CLOCKS, historyOf, isRunning, lapOf, lastPause, lastTurn } from './clock-history';
import { clockTerms, kindTerms, type ClockPolicy } from './clock-terms';
import { followUpToCome } from './follow-up';
import {
  readClock,
  thresholdsToRecord,
  type CaseClockEvent,
  type ClockKind,
  type ClockReading,
  type ThresholdPercent,
  type ThresholdRecorded,
} from './sla-clock';

/** What the clocks of a case depend on. */
export type Clocked = Pick<
  ExceptionCase,
  | 'kind'
  | 'status'
  | 'waitingOn'
  | 'snoozedUntil'
  | 'openedAt'
  | 'closedAt'
  | 'detection'
  | 'customerTrack'
  | 'recoveryTrack'
  | 'sla'
  | 'clocks'
>;

/** A due time that no calendar reaches. */
export const NEVER: Instant = instant('9999-12-31T23:59:59.999Z');

/** The clocks of a cycle that begins now: for a new case, and for one that is opened again. Earlier events are dropped. */
export function started<C extends Omit<Clocked, 'sla' | 'clocks'>>(
  current: C,
  policy: ClockPolicy,
  now: Instant,
): C & Pick<ExceptionCase, 'sla' | 'clocks'> {
  const fresh = { ...current, sla: { firstActionAt: null }, clocks: [] };
  const clocks = turnsDue(fresh, [], policy, now);
  return { ...current, clocks, sla: slaOf(fresh, clocks, policy, now) };
}

/** When the first action is due on a case of a kind that begins at a moment: what `started` says of it. */
export function firstActionDueAt(kind: ExceptionKind, policy: ClockPolicy, openedAt: Instant): Instant {
  const terms = kindTerms('FIRST_ACTION', kind, policy);
  return (terms && addBusinessTime(terms.calendar, openedAt, terms.allowedMs)) ?? NEVER;
}

/**
 * The case with its clocks as its state wants them: call it after every change of status, waitingOn, snoozedUntil,
 * tracks or closedAt. Starts, stops, pauses and resumes what is to, and reads `sla` anew. Twice the same adds nothing.
 */
export function clocksInStep<C extends Clocked>(current: C, policy: ClockPolicy, now: Instant): C {
  const history = historyOf(current);
  const turns = turnsDue(current, history, policy, now);
  return withEvents(current, history, turns, policy, now);
}

/** A person acted on the case. The first time stops the clock of the first action; later nothing changes. */
export function firstAction<C extends Clocked>(current: C, policy: ClockPolicy, now: Instant): C {
  if (current.sla.firstActionAt !== null) return current;
  return clocksInStep({ ...current, sla: { ...current.sla, firstActionAt: now } }, policy, now);
}

/** The customer heard of us: the next update is counted from now. */
export function customerTold<C extends Clocked>(current: C, policy: ClockPolicy, now: Instant): C {
  const history = historyOf(current);
  const lap = lapOf(history, 'NEXT_UPDATE');
  if (!isRunning(lap)) return current;
  const ended = stop('NEXT_UPDATE', current, history, policy, now);
  const turns = turnsDue(current, [...history, ...ended], policy, now);
  return withEvents(current, history, [...ended, ...turns], policy, now);
}

/** The case with these events in the history of its clocks, in order of time, and `sla` read anew. */
export function withClockEvents<C extends Clocked>(
  current: C,
  events: readonly CaseClockEvent[],
  policy: ClockPolicy,
  now: Instant,
): C {
  return withEvents(current, historyOf(current), events, policy, now);
}

function withEvents<C extends Clocked>(
  current: C,
  history: readonly CaseClockEvent[],
  events: readonly CaseClockEvent[],
  policy: ClockPolicy,
  now: Instant,
): C {
  const clocks = events.length === 0 ? current.clocks : [...history, ...events];
  const sla = slaOf(current, events.length === 0 ? history : clocks, policy, now);
  return { ...current, clocks, sla: isSame(sla, current.sla) ? current.sla : sla };
}

const isSame = (a: Sla, b: Sla): boolean => (Object.keys(a) as (keyof Sla)[]).every((field) => a[field] === b[field]);

type Turning = Omit<Clocked, 'sla' | 'clocks'> & { readonly sla: Pick<Sla, 'firstActionAt'> };

const isSettled = ({ customerTrack, recoveryTrack }: Turning): boolean =>
  customerTrack.status === 'RESOLVED' &&
  (recoveryTrack.status === 'NOT_APPLICABLE' || recoveryTrack.status === 'SETTLED');

/** In which states of an open case a clock runs. */
const RUNS: Readonly<Record<ClockKind, (current: Turning) => boolean>> = {
  FIRST_ACTION: ({ sla }) => sla.firstActionAt === null,
  NEXT_UPDATE: ({ customerTrack }) => customerTrack.status !== 'RESOLVED',
  RESOLUTION: (current) => !isSettled(current),
  // A window that had closed before the case began is nobody's breach.
  CLAIM_WINDOW: ({ recoveryTrack: { status, claimDeadline }, openedAt }) =>
    status === 'INVESTIGATING' && claimDeadline !== null && claimDeadline > openedAt,
};

/** What must be added to the history to bring the clocks in step with the case. */
function turnsDue(
  current: Turning,
  history: readonly CaseClockEvent[],
  policy: ClockPolicy,
  now: Instant,
): CaseClockEvent[] {
  const waitsOn = current.status === 'WAITING' ? current.waitingOn : null;
  return CLOCKS.flatMap((clock): CaseClockEvent[] => {
    const lap = lapOf(history, clock);
    const runs = current.closedAt === null && RUNS[clock](current);
    if (!runs) return isRunning(lap) ? stop(clock, current, history, policy, now) : [];
    const at = later(now, lastTurn(lap) ?? now);
    if (isRunning(lap)) return pause(clock, lastPause(lap)?.reason ?? null, waitsOn, at);
    return [{ clock, type: 'STARTED', at }, ...pause(clock, null, waitsOn, at)];
  });
}

function pause(clock: ClockKind, before: WaitingOn | null, reason: WaitingOn | null, at: Instant): CaseClockEvent[] {
  if (before === reason) return [];
  return [reason === null ? { clock, type: 'RESUMED', at } : { clock, type: 'PAUSED', at, reason }];
}

/** What a clock had reached until it stopped stays a fact, also where no timer saw it in time. */
function stop(
  clock: ClockKind,
  current: Turning,
  history: readonly CaseClockEvent[],
  policy: ClockPolicy,
  now: Instant,
): CaseClockEvent[] {
  const at = later(now, lastTurn(lapOf(history, clock)) ?? now);
  const facts = newFacts(clock, current, history, policy, at);
  return [...facts.filter(({ reachedAt }) => reachedAt < at), { clock, type: 'STOPPED', at }];
}

/** Thresholds that a clock reached and that are not on record, also where the record is dated by a clock that runs ahead. */
export function newFacts(
  clock: ClockKind,
  current: Pick<ExceptionCase, 'kind' | 'recoveryTrack'>,
  history: readonly CaseClockEvent[],
  policy: ClockPolicy,
  now: Instant,
): (ThresholdRecorded & { readonly clock: ClockKind })[] {
  const reading = readOne(clock, current, history, policy, now);
  if (reading === null) return [];
  const known = lapOf(history, clock).flatMap((event) => (event.type === 'THRESHOLD_RECORDED' ? [event.percent] : []));
  const facts = thresholdsToRecord(reading, now).filter(({ percent }) => !known.includes(percent));
  return facts.map((fact) => ({ clock, ...fact }));
}

/** One clock of a case at a moment; null while it has not started, or where the policy has no such clock. */
export function readOne(
  clock: ClockKind,
  current: Pick<ExceptionCase, 'kind' | 'recoveryTrack'>,
  history: readonly CaseClockEvent[],
  policy: ClockPolicy,
  now: Instant,
): ClockReading | null {
  const lap = lapOf(history, clock);
  if (lap.length === 0) return null;
  const terms = clockTerms(clock, current, lap[0]!.at, policy);
  // Other processes' clocks may run ahead of ours: what is written has happened.
  return terms && readClock(lap, terms, later(now, lastTurn(lap)!));
}

/** What is kept of the clocks beside the case, so that a queue can be ordered and filtered: a reading at this moment. */
function slaOf(current: Turning, history: readonly CaseClockEvent[], policy: ClockPolicy, now: Instant): Sla {
  const readings = new Map<ClockKind, ClockReading>();
  for (const clock of CLOCKS) {
    const reading = readOne(clock, current, history, policy, now);
    if (reading !== null) readings.set(clock, reading);
  }
  const first = readings.get('FIRST_ACTION');
  const resolution = readings.get('RESOLUTION');
  const { firstActionAt } = current.sla;
  const leading = firstActionAt === null ? 'FIRST_ACTION' : 'RESOLUTION';
  const pausedUntil = readings.get(leading)?.pauseEndsAt ?? null;
  const isPaused = readings.get(leading)?.pausedFor != null;
  const running = [...readings.values()].filter(({ stoppedAt }) => stoppedAt === null);
  const firstActionDueAt = first?.dueAt ?? NEVER;
  const resolutionDueAt = resolution?.dueAt ?? null;
  return {
    firstActionDueAt,
    firstActionAt,
    warnAt: thresholdAt(first, 80) ?? NEVER,
    warnedAt: factOf(lapOf(history, 'FIRST_ACTION'), 80)?.at ?? null,
    breachedAt: factOf(lapOf(history, 'FIRST_ACTION'), 100)?.reachedAt ?? null,
    escalatedAt: factOf(history, 200)?.reachedAt ?? null,
    pausedSince: isPaused ? (lastPause(lapOf(history, leading))?.at ?? null) : null,
    pausedUntil,
    resolutionDueAt,
    nextUpdateDueAt: readings.get('NEXT_UPDATE')?.dueAt ?? null,
    dueAt: soonest(running.map(({ dueAt }) => dueAt)) ?? resolutionDueAt ?? firstActionDueAt,
    nextClockAt:
      current.closedAt !== null
        ? null
        : soonest([
            ...running.map(nextLook),
            isPaused ? pausedUntil : null,
            snoozeEnd(current),
            followUpToCome(current, history),
          ]),
  };
}

const snoozeEnd = ({ status, waitingOn, snoozedUntil }: Turning): Instant | null =>
  status === 'WAITING' && waitingOn === 'SNOOZED' ? snoozedUntil : null;

const thresholdAt = (reading: ClockReading | undefined, percent: ThresholdPercent): Instant | null =>
  reading?.thresholds.find(({ threshold }) => threshold.percent === percent)?.at ?? null;

const factOf = (history: readonly CaseClockEvent[], percent: ThresholdPercent) =>
  history.find((event) => event.type === 'THRESHOLD_RECORDED' && event.percent === percent) as
    Extract<CaseClockEvent, { type: 'THRESHOLD_RECORDED' }> | undefined;

/** What was reached and is not recorded yet is to be looked at since then. */
const nextLook = ({ thresholds, nextThresholdAt }: ClockReading): Instant | null =>
  thresholds.find(({ recorded, reachedAt }) => !recorded && reachedAt !== null)?.reachedAt ?? nextThresholdAt;

const soonest = (moments: readonly (Instant | null)[]): Instant | null =>
  moments.reduce((best, at) => (at !== null && (best === null || at < best) ? at : best), null);
