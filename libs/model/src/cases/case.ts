import type {
  CaseStatus,
  CloseCode,
  CustomerResolution,
  CustomerTrackStatus,
  EvidenceParty,
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
import type { ClaimType } from '../policy/claims';
import type { CaseClockEvent } from './sla-clock';

/** A flag with the fact that raised it, such as `412.00 USD > 300.00 USD`. */
export interface Flag {
  readonly code: PriorityFlag;
  readonly because: string;
}

/** What the clocks say, as it was read when the case last changed: see `clocks.ts`. */
export interface Sla {
  readonly firstActionDueAt: Instant;
  readonly firstActionAt: Instant | null;
  /** When most of the time until the first action is used. */
  readonly warnAt: Instant;
  readonly warnedAt: Instant | null;
  /** A fact that is recorded once and stays: the time until the first action was used up. */
  readonly breachedAt: Instant | null;
  /** A fact: some clock used twice its time. */
  readonly escalatedAt: Instant | null;
  /** Of the clock of the first action, and after it of the clock of the resolution. */
  readonly pausedSince: Instant | null;
  /** When the cap of the pause is reached. */
  readonly pausedUntil: Instant | null;
  readonly resolutionDueAt: Instant | null;
  readonly nextUpdateDueAt: Instant | null;
  /** The clock that runs out next. */
  readonly dueAt: Instant;
  /** When to look at the clocks again if nothing is heard; null when nothing is to come. */
  readonly nextClockAt: Instant | null;
}

/** Why the hub says so. */
export interface Detection {
  readonly rule: string;
  readonly policyVersion: number;
  readonly because: string;
  readonly thresholds: Readonly<Record<string, string | number>>;
  readonly milestoneIds: readonly string[];
  /** Absent: it rests on no ticket. */
  readonly ticketIds?: readonly string[];
  readonly detectedAt: Instant;
  readonly conditionSince: Instant;
}

/** How the goods are sent again. */
export interface Reship {
  readonly expedite: boolean;
  /** When it would arrive, as the person who decided expects. */
  readonly arrivesBy: Instant | null;
  /** Whether that still keeps the promise; null where nothing is promised or the arrival is not known. */
  readonly keepsPromise: boolean | null;
}

export interface CustomerTrack {
  readonly status: CustomerTrackStatus;
  readonly resolution: CustomerResolution | null;
  readonly amount: Money | null;
  readonly reship: Reship | null;
  /** Who decided or proposed it: a user id, or `rule:<id>`. */
  readonly proposedBy: string | null;
  readonly approvedBy: string | null;
  readonly resolvedAt: Instant | null;
  /** The message that tells the customer: the version of the case in which it was written. Absent: there is none. */
  readonly message?: number;
}

export interface RecoveryTrack {
  readonly status: RecoveryTrackStatus;
  readonly outcome: RecoveryOutcome | null;
  readonly claimType: ClaimType | null;
  readonly claimReference: string | null;
  readonly claimed: Money | null;
  readonly filedAt: Instant | null;
  readonly paid: Money | null;
  readonly paidAt: Instant | null;
  /** Where the payment shows: an invoice, a bank statement, the carrier's portal. */
  readonly paymentSource: string | null;
  /** When the carrier takes the claim, and until when; null where that is not known yet. */
  readonly claimOpensAt: Instant | null;
  readonly claimDeadline: Instant | null;
  /** Which document says so. */
  readonly windowSource: string | null;
  /** When somebody asks the carrier again. */
  readonly followUpAt: Instant | null;
  readonly updatedAt: Instant;
}

/** What somebody was asked for. */
export interface EvidenceRequest {
  readonly from: EvidenceParty;
  readonly items: readonly string[];
  readonly by: string;
  readonly at: Instant;
  /** The message that asks the customer, as in the customer track. */
  readonly message?: number;
}

/** The figures of a cycle that ended with a closing, as they stood then. */
export interface EarlierCycle {
  readonly cycle: number;
  readonly openedAt: Instant;
  readonly closedAt: Instant;
  readonly closedBy: string;
  readonly closeCode: CloseCode;
  readonly sla: Sla;
  readonly customerTrack: CustomerTrack;
  readonly recoveryTrack: RecoveryTrack;
}

/** One trouble with one shipment or order, with its owner and its clocks. */
export interface ExceptionCase {
  readonly id: string;
  readonly merchantId: string;
  /** Short human number, unique within the merchant. */
  readonly number: number;
  readonly shipmentId: string | null;
  readonly orderId: string | null;
  /** The ticket that opened it, while neither shipment nor order is known; it stays. */
  readonly ticketId: string | null;
  readonly kind: ExceptionKind;
  readonly reason: Reason | null;
  readonly status: CaseStatus;
  readonly waitingOn: WaitingOn | null;
  readonly snoozedUntil: Instant | null;
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
  /** The history of the clocks of this cycle: what `sla` is read from. */
  readonly clocks: readonly CaseClockEvent[];
  readonly detection: Detection;
  readonly customerTrack: CustomerTrack;
  readonly recoveryTrack: RecoveryTrack;
  readonly tags: readonly string[];
  readonly evidenceRequests: readonly EvidenceRequest[];
  /** Cases with one cause are worked together: see incidents. */
  readonly incidentId: string | null;
  readonly earlierCycles: readonly EarlierCycle[];
  /** Grows with every change. */
  readonly version: number;
  readonly updatedAt: Instant;
}

/** What the state of the first-action clock is told from. */
export interface SlaFacts {
  readonly closedAt: Instant | null;
  readonly sla: Pick<
    Sla,
    'firstActionDueAt' | 'firstActionAt' | 'warnAt' | 'breachedAt' | 'pausedSince' | 'pausedUntil'
  >;
}

/** What is said of a case's first-action clock at a moment: computed, never counted down. Closing stops it as well. */
export function slaState({ sla, closedAt }: SlaFacts, now: Instant): SlaState {
  if (sla.breachedAt !== null) return 'BREACHED';
  const stoppedAt = sla.firstActionAt ?? closedAt;
  if (stoppedAt !== null) return stoppedAt <= sla.firstActionDueAt ? 'MET' : 'BREACHED';
  if (sla.pausedSince !== null && (sla.pausedUntil === null || now < sla.pausedUntil)) return 'PAUSED';
  if (now >= sla.firstActionDueAt) return 'BREACHED';
  return now >= sla.warnAt ? 'WARNING' : 'ON_TRACK';
}

/** The rule of a case that a person opened. */
export const BY_HAND = 'by-hand';

/**
 * True when money or a claim is in play, or when a person opened the case, first or again: then nothing closes it but a
 * person.
 */
export const isUnderWay = ({
  customerTrack,
  recoveryTrack,
  detection,
  cycle,
}: Pick<ExceptionCase, 'customerTrack' | 'recoveryTrack' | 'detection' | 'cycle'>): boolean =>
  detection.rule === BY_HAND ||
  cycle > 1 ||
  customerTrack.status !== 'OPEN' ||
  recoveryTrack.status === 'CLAIM_FILED' ||
  recoveryTrack.status === 'INFO_REQUESTED' ||
  recoveryTrack.status === 'APPEALED';

/** `rule:<id>` acts for the hub; every other actor is a person or a machine that a person set up. */
export const isRule = (actor: string): boolean => actor.startsWith('rule:');

/** The number as people say it. */
export const caseRef = (number: number): string => `EX-${number}`;
