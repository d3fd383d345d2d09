import type { CloseCode } from '../vocabulary/exceptions';
import type { Instant } from '../time/instant';
import type { ExceptionCase } from './case';
import type { ClockPolicy } from './clock-terms';
import { clocksInStep } from './clocks';

/** What closing sets, by name. */
const SET = ['status', 'waitingOn', 'snoozedUntil', 'closedAt', 'closeCode', 'closedBy', 'customerTrack'] as const;
/** What closing changes, by name. */
export const CLOSING_CHANGES = [...SET, 'sla'] as const;

/** What closing sets. A customer track that nobody touched ends as NONE_NEEDED; the recovery track stays as it is. */
export const closing = (
  { customerTrack }: ExceptionCase,
  closeCode: CloseCode,
  closedBy: string,
  now: Instant,
): Pick<ExceptionCase, (typeof SET)[number]> => ({
  status: 'CLOSED',
  waitingOn: null,
  snoozedUntil: null,
  closedAt: now,
  closeCode,
  closedBy,
  customerTrack:
    customerTrack.status === 'OPEN'
      ? { ...customerTrack, status: 'RESOLVED', resolution: 'NONE_NEEDED', resolvedAt: now }
      : customerTrack,
});

/** The case closed by a rule of the hub; all clocks stop. */
export const closed = (
  current: ExceptionCase,
  closeCode: CloseCode,
  closedBy: string,
  policy: ClockPolicy,
  now: Instant,
): ExceptionCase =>
  clocksInStep(
    {
      ...current,
      ...closing(current, closeCode, closedBy, now),
      version: current.version + 1,
      updatedAt: now,
    },
    policy,
    now,
  );
