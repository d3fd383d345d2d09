import type { ClaimFacts } from '../claims/claim-window';
import { recoveryAtOpening } from '../claims/recovery';
import type { Policy } from '../policy/policy';
import type { Finding } from '../detection/finding';
import type { Instant } from '../time/instant';
import type { CustomerTrack, Detection, ExceptionCase, Flag, RecoveryTrack } from './case';
import { started } from './clocks';

/** A case before the store gives it id, number and owner. */
export type NewCase = Omit<ExceptionCase, 'id' | 'number' | 'ownerId'>;

/** What a case is about: a shipment, an order, or both; only a ticket while neither is known. */
export interface CaseSubject {
  readonly merchantId: string;
  readonly shipmentId: string | null;
  readonly orderId: string | null;
  readonly ticketId: string | null;
}

export interface Opening {
  readonly subject: CaseSubject;
  readonly finding: Finding;
  readonly flags: readonly Flag[];
  /** 1 for the first of its kind on this subject. */
  readonly episode: number;
  /** What decides on claims with the carrier; absent where there is no parcel. */
  readonly claim?: ClaimFacts;
  readonly policy: Policy;
  readonly now: Instant;
}

export const NO_RESOLUTION: CustomerTrack = {
  status: 'OPEN',
  resolution: null,
  amount: null,
  reship: null,
  proposedBy: null,
  approvedBy: null,
  resolvedAt: null,
};

export const NO_RECOVERY: Omit<RecoveryTrack, 'updatedAt'> = {
  status: 'NOT_APPLICABLE',
  outcome: null,
  claimType: null,
  claimReference: null,
  claimed: null,
  filedAt: null,
  paid: null,
  paidAt: null,
  paymentSource: null,
  claimOpensAt: null,
  claimDeadline: null,
  windowSource: null,
  followUpAt: null,
};

/** A case as it is opened for a finding: its recovery begins where the kind says, with the window of its claim. */
export function newCase({ subject, finding, flags, episode, claim: facts, policy, now }: Opening): NewCase {
  const draft = draftOf({ subject, finding, flags, episode, now });
  const { kind, reason, recoveryTrack } = draft;
  const begun = facts ? recoveryAtOpening(recoveryTrack, { kind, reason, facts, policy, now }) : recoveryTrack;
  return started({ ...draft, recoveryTrack: begun }, policy, now);
}

const draftOf = ({
  subject,
  finding,
  flags,
  episode,
  now,
}: Omit<Opening, 'policy' | 'claim'>): Omit<NewCase, 'sla' | 'clocks'> => ({
  ...subject,
  kind: finding.kind,
  reason: finding.reason,
  status: 'OPEN',
  waitingOn: null,
  snoozedUntil: null,
  episode,
  cycle: 1,
  flags,
  openedAt: now,
  closedAt: null,
  closeCode: null,
  closedBy: null,
  detection: detectionOf(finding, now),
  customerTrack: NO_RESOLUTION,
  recoveryTrack: { ...NO_RECOVERY, updatedAt: now },
  tags: [],
  evidenceRequests: [],
  incidentId: null,
  earlierCycles: [],
  version: 1,
  updatedAt: now,
});

/** What a case that is opened for a finding says of it. */
export const detectionOf = (
  { rule, policyVersion, because, thresholds, milestoneIds, ticketIds, conditionSince }: Finding,
  now: Instant,
): Detection => ({
  rule,
  policyVersion,
  because,
  thresholds,
  milestoneIds,
  ...(ticketIds !== undefined && { ticketIds }),
  detectedAt: now,
  conditionSince,
});
