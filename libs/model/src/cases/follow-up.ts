import type { Instant } from '../time/instant';
import type { ExceptionCase } from './case';
import type { CaseClockEvent } from './sla-clock';

/** When the carrier is to be asked again; null where nobody is to, or where the history says already that it is time. */
export function followUpToCome(
  { recoveryTrack: { followUpAt } }: Pick<ExceptionCase, 'recoveryTrack'>,
  history: readonly CaseClockEvent[],
): Instant | null {
  const isSaid = history.some((event) => event.type === 'FOLLOW_UP_RECORDED' && event.followUpAt === followUpAt);
  return isSaid ? null : followUpAt;
}
