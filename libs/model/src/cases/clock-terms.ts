import { ALWAYS_OPEN, type BusinessCalendar } from '../calendar/business-calendar';
import type { Policy } from '../policy/policy';
import { HOUR, msBetween, type Instant } from '../time/instant';
import { WAITING_ON, type ExceptionKind, type WaitingOn } from '../vocabulary/exceptions';
import type { ExceptionCase } from './case';
import type { PausableClock } from '../policy/sla';
import type { ClockKind, ClockTerms } from './sla-clock';

/** What clocks need of a policy. */
export type ClockPolicy = Pick<Policy, 'version' | 'sla' | 'calendars'>;

const msOfHours = (hours: number): number => Math.round(hours * HOUR);
const REASONS = Object.keys(WAITING_ON) as WaitingOn[];
const perReason = (ms: (reason: WaitingOn) => number): Record<WaitingOn, number> =>
  Object.fromEntries(REASONS.map((reason) => [reason, ms(reason)])) as Record<WaitingOn, number>;
const NO_PAUSES = { pauseCapMs: perReason(() => 0), allPausesCapMs: 0 };

/** What the policy says of a clock of this case. Null: there is no such clock. */
export function clockTerms(
  clock: ClockKind,
  { kind, recoveryTrack }: Pick<ExceptionCase, 'kind' | 'recoveryTrack'>,
  startedAt: Instant,
  policy: ClockPolicy,
): ClockTerms | null {
  if (clock === 'CLAIM_WINDOW') {
    const { claimDeadline } = recoveryTrack;
    if (claimDeadline === null) return null;
    const allowedMs = Math.max(0, msBetween(startedAt, claimDeadline));
    return { policyVersion: policy.version, calendar: ALWAYS_OPEN, allowedMs, ...NO_PAUSES };
  }
  return kindTerms(clock, kind, policy);
}

type TermsByClock = Partial<Record<PausableClock, ClockTerms | null>>;

/** Policies are data that do not change, and the same one is asked for thousands of cases. */
const known = new WeakMap<ClockPolicy, Partial<Record<ExceptionKind, TermsByClock>>>();

/** What the policy says of a clock that all cases of a kind have alike. Null: there is no such clock. */
export function kindTerms(clock: PausableClock, kind: ExceptionKind, policy: ClockPolicy): ClockTerms | null {
  const kinds = known.get(policy) ?? {};
  known.set(policy, kinds);
  const clocks = (kinds[kind] ??= {});
  const terms = clocks[clock];
  return terms === undefined ? (clocks[clock] = termsOf(clock, kind, policy)) : terms;
}

function termsOf(clock: PausableClock, kind: ExceptionKind, policy: ClockPolicy): ClockTerms | null {
  const hours = HOURS[clock](policy.sla.kinds[kind]);
  if (hours === null) return null;
  const { clocks, capHours, allHours } = policy.sla.pauses;
  return {
    policyVersion: policy.version,
    calendar: calendarOf(kind, policy),
    allowedMs: msOfHours(hours),
    pauseCapMs: perReason((reason) => (clocks[reason].includes(clock) ? msOfHours(capHours[reason]) : 0)),
    allPausesCapMs: msOfHours(allHours),
  };
}

const HOURS: Readonly<Record<PausableClock, (of: Policy['sla']['kinds'][ExceptionCase['kind']]) => number | null>> = {
  FIRST_ACTION: ({ firstActionHours }) => firstActionHours,
  NEXT_UPDATE: ({ nextUpdateHours }) => nextUpdateHours,
  RESOLUTION: ({ resolutionHours }) => resolutionHours,
};

/** A name that is no calendar of the policy is refused when a policy is stored; here plain hours stand for it. */
const calendarOf = (kind: ExceptionCase['kind'], { sla, calendars }: ClockPolicy): BusinessCalendar => {
  const name = sla.kinds[kind].calendar ?? sla.calendar;
  return Object.hasOwn(calendars, name) ? calendars[name]! : ALWAYS_OPEN;
};
