import type { ExceptionKind } from '../vocabulary/exceptions';
import type { DetectionPolicy } from '../detection/policy';
import { after, HOUR, type Instant } from '../time/instant';
import type { Sla } from './case';

/** The clocks of a new case. The only place that turns a policy's durations into due times. */
export function slaFor(kind: ExceptionKind, openedAt: Instant, { sla }: Pick<DetectionPolicy, 'sla'>): Sla {
  const { firstActionHours, resolutionHours } = sla.kinds[kind];
  return {
    firstActionDueAt: after(openedAt, firstActionHours * HOUR),
    firstActionAt: null,
    warnAt: after(openedAt, Math.round(firstActionHours * HOUR * sla.warnShare)),
    warnedAt: null,
    breachedAt: null,
    pausedSince: null,
    resolutionDueAt: after(openedAt, resolutionHours * HOUR),
  };
}
