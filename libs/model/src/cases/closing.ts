import type { CloseCode } from '../vocabulary/exceptions';
import type { Instant } from '../time/instant';
import type { ExceptionCase } from './case';
import type { ClockPolicy } from './clock-terms';
import { clocksInStep } from './clocks';

/** What closing changes, by name. */
export const CLOSING_CHANGES = [
  'status',
  'waitingOn',
  'snoozedUntil',
  'closedAt',
  'closeCode',
  'closedBy',
  'customerTrack',
  'sla',
] as const;

/** The case closed. A customer track that nobody touched ends as NONE_NEEDED; the recovery track stays as it is; all clocks stop. */
export const closed = (
  current: ExceptionCase,
  closeCode: CloseCode,
  closedBy: string,
  policy: ClockPolicy,
  now: Instant,
): ExceptionCase => clocksInStep(closing(current, closeCode, closedBy, now), policy, now);

const closing = (current: ExceptionCase, closeCode: CloseCode, closedBy: string, now: Instant): ExceptionCase => ({
  ...current,
  status: 'CLOSED',
  waitingOn: null,
  snoozedUntil: null,
  closedAt: now,
  closeCode,
  closedBy,
  customerTrack:
    current.customerTrack.status === 'OPEN'
      ? { ...current.customerTrack, status: 'RESOLVED', resolution: 'NONE_NEEDED', resolvedAt: now }
      : current.customerTrack,
  version: current.version + 1,
  updatedAt: now,
});
