import type { Instant } from '../time/instant';
import type { ExceptionCase, Sla } from './case';
import type { ClockPolicy } from './clock-terms';
import { withClockEvents } from './clocks';

/** What a changed policy makes of the due times of an open case. Facts that were recorded stay. */
export interface ClockChange {
  readonly before: Sla;
  readonly after: Sla;
  /** Its leading clock ran out under the one policy and not under the other. */
  readonly effect: 'BREACHED' | 'RELIEVED' | 'SOONER' | 'LATER';
}

const DUE_TIMES = ['firstActionDueAt', 'warnAt', 'resolutionDueAt', 'nextUpdateDueAt', 'pausedUntil'] as const;

/** The case with its due times as a policy has them now; the same object when none of them moves. */
export function clocksUnder<C extends ExceptionCase>(current: C, policy: ClockPolicy, now: Instant): C {
  const read = withClockEvents(current, [], policy, now);
  return DUE_TIMES.some((name) => read.sla[name] !== current.sla[name]) ? read : current;
}

/** The clock that people look at: the first action, and after it the resolution. */
const leadingDue = (sla: Sla): Instant | null =>
  sla.firstActionAt === null ? sla.firstActionDueAt : sla.resolutionDueAt;

const ranOut = (sla: Sla, now: Instant): boolean => {
  const due = leadingDue(sla);
  return due !== null && due <= now && sla.pausedSince === null;
};

/** How the due times of an open case differ between two policies; null where its leading clock does not move. */
export function clockChange(
  current: ExceptionCase,
  policies: { readonly before: ClockPolicy; readonly after: ClockPolicy },
  now: Instant,
): ClockChange | null {
  const before = withClockEvents(current, [], policies.before, now).sla;
  const after = withClockEvents(current, [], policies.after, now).sla;
  const due = [leadingDue(before), leadingDue(after)] as const;
  if (due[0] === due[1]) return null;
  const out = [ranOut(before, now), ranOut(after, now)] as const;
  if (out[0] !== out[1]) return { before, after, effect: out[1] ? 'BREACHED' : 'RELIEVED' };
  return { before, after, effect: (due[1] ?? '~') < (due[0] ?? '~') ? 'SOONER' : 'LATER' };
}
