import type {
  CaseStatus,
  CloseCode,
  CustomerResolution,
  CustomerTrackStatus,
  ExceptionKind,
  PriorityFlag,
  RecoveryOutcome,
  RecoveryTrackStatus,
  SlaState,
  WaitingOn,
} from '../vocabulary/exceptions';
import type { Reason } from '../vocabulary/reasons';
import type { Money } from '../orders/order';
import type { Instant } from '../time/instant';

/** A flag with the fact that raised it, such as `412.00 USD > 300.00 USD`. */
export interface Flag {
  readonly code: PriorityFlag;
  readonly because: string;
}

export interface Sla {
  readonly firstActionDueAt: Instant;
  readonly firstActionAt: Instant | null;
  readonly warnAt: Instant;
  readonly warnedAt: Instant | null;
  /** A fact that is recorded once and stays. */
  readonly breachedAt: Instant | null;
  readonly pausedSince: Instant | null;
  readonly resolutionDueAt: Instant | null;
}

/** Why the hub says so. */
export interface Detection {
  readonly rule: string;
  readonly policyVersion: number;
  readonly because: string;
  readonly thresholds: Readonly<Record<string, string | number>>;
  readonly milestoneIds: readonly string[];
  readonly detectedAt: Instant;
  readonly conditionSince: Instant;
}

export interface CustomerTrack {
  readonly status: CustomerTrackStatus;
  readonly resolution: CustomerResolution | null;
  readonly amount: Money | null;
  readonly approvedBy: string | null;
  readonly resolvedAt: Instant | null;
}

export interface RecoveryTrack {
  readonly status: RecoveryTrackStatus;
  readonly outcome: RecoveryOutcome | null;
  readonly claimReference: string | null;
  readonly updatedAt: Instant;
}

/** One trouble with one shipment or order, with its owner and its clocks. */
export interface ExceptionCase {
  readonly id: string;
  readonly merchantId: string;
  /** Short human number, unique within the merchant. */
  readonly number: number;
  readonly shipmentId: string | null;
  readonly orderId: string | null;
  readonly kind: ExceptionKind;
  readonly reason: Reason | null;
  readonly status: CaseStatus;
  readonly waitingOn: WaitingOn | null;
  /** 1, and one more each time the same trouble came back. */
  readonly episode: number;
  /** 1, and one more for each reopening. */
  readonly cycle: number;
  readonly flags: readonly Flag[];
  readonly ownerId: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly closeCode: CloseCode | null;
  /** A user id, or `rule:<id>` when the hub closed it. */
  readonly closedBy: string | null;
  readonly sla: Sla;
  readonly detection: Detection;
  readonly customerTrack: CustomerTrack;
  readonly recoveryTrack: RecoveryTrack;
  readonly tags: readonly string[];
  /** Grows with every change. */
  readonly version: number;
  readonly updatedAt: Instant;
}

/** What is said of a case's first-action clock at a moment: computed, never counted down. Closing stops it as well. */
export function slaState({ sla, closedAt }: Pick<ExceptionCase, 'sla' | 'closedAt'>, now: Instant): SlaState {
  if (sla.breachedAt !== null) return 'BREACHED';
  const stoppedAt = sla.firstActionAt ?? closedAt;
  if (stoppedAt !== null) return stoppedAt <= sla.firstActionDueAt ? 'MET' : 'BREACHED';
  if (sla.pausedSince !== null) return 'PAUSED';
  if (now >= sla.firstActionDueAt) return 'BREACHED';
  return now >= sla.warnAt ? 'WARNING' : 'ON_TRACK';
}

/** True when money or a claim is in play: then nothing closes the case but a person. */
export const isUnderWay = ({
  customerTrack,
  recoveryTrack,
}: Pick<ExceptionCase, 'customerTrack' | 'recoveryTrack'>): boolean =>
  customerTrack.status !== 'OPEN' ||
  recoveryTrack.status === 'CLAIM_FILED' ||
  recoveryTrack.status === 'INFO_REQUESTED' ||
  recoveryTrack.status === 'APPEALED';

/** `rule:<id>` acts for the hub; every other actor is a person or a machine that a person set up. */
export const isRule = (actor: string): boolean => actor.startsWith('rule:');

/** The number as people say it. */
export const caseRef = (number: number): string => `EX-${number}`;
