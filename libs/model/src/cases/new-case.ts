import type { DetectionPolicy } from '../detection/policy';
import type { Finding } from '../detection/finding';
import type { Instant } from '../time/instant';
import type { Detection, ExceptionCase, Flag } from './case';
import { slaFor } from './sla';

/** A case before the store gives it id, number and owner. */
export type NewCase = Omit<ExceptionCase, 'id' | 'number' | 'ownerId'>;

/** What a case is about: a shipment, an order, or both. */
export interface CaseSubject {
  readonly merchantId: string;
  readonly shipmentId: string | null;
  readonly orderId: string | null;
}

export interface Opening {
  readonly subject: CaseSubject;
  readonly finding: Finding;
  readonly flags: readonly Flag[];
  /** 1 for the first of its kind on this subject. */
  readonly episode: number;
  readonly policy: DetectionPolicy;
  readonly now: Instant;
}

/** A case as it is opened for a finding. */
export const newCase = ({ subject, finding, flags, episode, policy, now }: Opening): NewCase => ({
  ...subject,
  kind: finding.kind,
  reason: finding.reason,
  status: 'OPEN',
  waitingOn: null,
  episode,
  cycle: 1,
  flags,
  openedAt: now,
  closedAt: null,
  closeCode: null,
  closedBy: null,
  sla: slaFor(finding.kind, now, policy),
  detection: detectionOf(finding, now),
  customerTrack: { status: 'OPEN', resolution: null, amount: null, approvedBy: null, resolvedAt: null },
  recoveryTrack: { status: 'NOT_APPLICABLE', outcome: null, claimReference: null, updatedAt: now },
  tags: [],
  version: 1,
  updatedAt: now,
});

const detectionOf = (
  { rule, policyVersion, because, thresholds, milestoneIds, conditionSince }: Finding,
  now: Instant,
): Detection => ({
  rule,
  policyVersion,
  because,
  thresholds,
  milestoneIds,
  detectedAt: now,
  conditionSince,
});
