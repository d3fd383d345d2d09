import { after, msBetween, type Instant } from '../time/instant';
import type { ExceptionCase, Sla } from './case';
import { CLOCK_KINDS, type CaseClockEvent, type ClockEvent, type ClockKind, type TermedClockEvent } from './sla-clock';

export const CLOCKS = Object.keys(CLOCK_KINDS) as ClockKind[];

/** The events of a clock since it was started last: a clock that starts again begins anew. */
export function lapOf(history: readonly CaseClockEvent[], clock: ClockKind): readonly TermedClockEvent[] {
  const own = history.filter((event): event is TermedClockEvent => event.clock === clock);
  const start = own.findLastIndex(({ type }) => type === 'STARTED');
  return start < 0 ? [] : own.slice(start);
}

export const isRunning = (lap: readonly ClockEvent[]): boolean =>
  lap.length > 0 && !lap.some(({ type }) => type === 'STOPPED');

/** When the clock was last started, stopped, paused or resumed. */
export const lastTurn = (lap: readonly ClockEvent[]): Instant | null =>
  lap.findLast(({ type }) => type !== 'THRESHOLD_RECORDED')?.at ?? null;

/** The pause that was asked for last and not ended; whether it still lasts is the policy's to say. */
export function lastPause(lap: readonly ClockEvent[]): Extract<ClockEvent, { type: 'PAUSED' }> | null {
  const last = lap.findLast(({ type }) => type === 'PAUSED' || type === 'RESUMED');
  return last?.type === 'PAUSED' ? last : null;
}

type Told = Pick<ExceptionCase, 'clocks' | 'openedAt' | 'closedAt' | 'waitingOn' | 'sla' | 'detection'>;

/** The history of a case's clocks; of a case from before histories were kept, what its figures tell. */
export const historyOf = (current: Told): readonly CaseClockEvent[] =>
  current.clocks.length > 0 ? current.clocks : toldByFigures(current);

function toldByFigures({ openedAt, closedAt, waitingOn, sla, detection }: Told): CaseClockEvent[] {
  const { policyVersion } = detection;
  const clocks: ClockKind[] = ['FIRST_ACTION', 'NEXT_UPDATE', ...(sla.resolutionDueAt ? ['RESOLUTION' as const] : [])];
  const events: CaseClockEvent[] = clocks.map((clock) => ({ clock, type: 'STARTED', at: openedAt }));
  const recorded = (percent: 50 | 80 | 100, at: Instant, reachedAt: Instant): CaseClockEvent => ({
    clock: 'FIRST_ACTION',
    type: 'THRESHOLD_RECORDED',
    at,
    percent,
    reachedAt,
    policyVersion,
  });
  const { warnedAt, breachedAt, firstActionAt, pausedSince } = sla;
  if (warnedAt ?? breachedAt) {
    const at = (warnedAt ?? breachedAt)!;
    events.push(recorded(50, at, halfWay(openedAt, sla)), recorded(80, at, sla.warnAt));
  }
  if (breachedAt) events.push(recorded(100, breachedAt, breachedAt));
  if (pausedSince)
    events.push({ clock: 'FIRST_ACTION', type: 'PAUSED', at: pausedSince, reason: waitingOn ?? 'THIRD_PARTY' });
  const stoppedAt = firstActionAt ?? closedAt;
  if (stoppedAt) events.push({ clock: 'FIRST_ACTION', type: 'STOPPED', at: stoppedAt });
  if (closedAt) for (const clock of clocks.slice(1)) events.push({ clock, type: 'STOPPED', at: closedAt });
  return events;
}

const halfWay = (openedAt: Instant, { firstActionDueAt }: Sla): Instant =>
  after(openedAt, Math.round(msBetween(openedAt, firstActionDueAt) / 2));
