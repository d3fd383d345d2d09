import type { RecoveryTrack } from '../cases/case';
import type { Policy } from '../policy/policy';
import type { ClaimType } from '../policy/claims';
import { crossesBorder, type ShipmentView } from '../shipment/shipment-view';
import { earlier, type Instant } from '../time/instant';
import type { ExceptionKind, RecoveryTrackStatus } from '../vocabulary/exceptions';
import type { Reason } from '../vocabulary/reasons';
import { claimWindowOf, takesClaims, type ClaimFacts } from './claim-window';

/**
 * Which claim a kind of trouble leads to, and where its recovery track begins. INVESTIGATING: the carrier had the goods
 * in hand. NOT_APPLICABLE with a type: the fault is more often ours (never scanned, packed wrongly), so a person who
 * thinks otherwise takes it up; the window is known meanwhile. Kinds that are not here are not the carrier's debt.
 */
export const CLAIM_OF_KIND: Readonly<
  Partial<Record<ExceptionKind, { readonly type: ClaimType; readonly begins: RecoveryTrackStatus }>>
> = {
  STALLED_IN_TRANSIT: { type: 'LOSS', begins: 'INVESTIGATING' },
  DELIVERED_NOT_RECEIVED: { type: 'LOSS', begins: 'INVESTIGATING' },
  DAMAGE_REPORTED: { type: 'DAMAGE', begins: 'INVESTIGATING' },
  // Only where the carrier guarantees the service: see takesClaims.
  PROMISE_AT_RISK: { type: 'LATE', begins: 'INVESTIGATING' },
  NO_FIRST_SCAN: { type: 'LOSS', begins: 'NOT_APPLICABLE' },
  WRONG_OR_MISSING_ITEM: { type: 'MISSING_CONTENT', begins: 'NOT_APPLICABLE' },
};

/** What a shipment says of a claim for it. */
export const claimFactsOf = (
  view: Pick<
    ShipmentView,
    'serviceLevel' | 'shippedAt' | 'deliveredAt' | 'promise' | 'carrierEstimate' | 'origin' | 'destination'
  >,
  carrier: string,
  policy: Pick<Policy, 'calendars'>,
): ClaimFacts => ({
  carrier,
  service: view.serviceLevel,
  international: crossesBorder(view),
  shippedAt: view.shippedAt,
  deliveredAt: view.deliveredAt,
  promisedAt:
    view.promise !== null && view.carrierEstimate !== null
      ? earlier(view.promise.to, view.carrierEstimate)
      : (view.promise?.to ?? view.carrierEstimate),
  zone: policy.calendars['business']?.zone ?? 'UTC',
});

export interface RecoveryLook {
  readonly kind: ExceptionKind;
  readonly reason: Reason | null;
  readonly facts: ClaimFacts;
  readonly policy: Pick<Policy, 'claims'>;
  readonly now: Instant;
}

/** Whose fault it is when neither is the carrier's. That nothing was received is what the customer says, not a fault. */
const NOT_THE_CARRIER = /^(?!recipient\.says_not_received$)(shipper|recipient|address|customs|external)\./;

/** The recovery track of a case that opens. */
export function recoveryAtOpening(
  track: RecoveryTrack,
  { kind, reason, facts, policy, now }: RecoveryLook,
): RecoveryTrack {
  const claim = CLAIM_OF_KIND[kind];
  if (claim === undefined || !takesClaims(policy.claims, claim.type, facts)) return track;
  const status = reason !== null && NOT_THE_CARRIER.test(reason) ? 'NOT_APPLICABLE' : claim.begins;
  return withWindow({ ...track, status, claimType: claim.type }, { facts, policy, now });
}

/**
 * The track with the claim window as the facts give it now; the track itself when nothing is new. Once a claim is filed
 * its window matters no more and stays as it was.
 */
export function withWindow(
  track: RecoveryTrack,
  { facts, policy, now }: Pick<RecoveryLook, 'facts' | 'policy' | 'now'>,
): RecoveryTrack {
  if (track.claimType === null || track.filedAt !== null || !isBeforeFiling(track)) return track;
  const span = claimWindowOf(policy.claims, track.claimType, facts);
  const { claimOpensAt, claimDeadline, windowSource } = track;
  const next = {
    claimOpensAt: span?.opensAt ?? null,
    claimDeadline: span?.deadline ?? null,
    windowSource: span?.source ?? null,
  };
  return next.claimOpensAt === claimOpensAt &&
    next.claimDeadline === claimDeadline &&
    next.windowSource === windowSource
    ? track
    : { ...track, ...next, updatedAt: now };
}

const isBeforeFiling = ({ status }: RecoveryTrack): boolean =>
  status === 'INVESTIGATING' || status === 'NOT_APPLICABLE';

/** How a track may end now that its window has passed: suggested to a person, never done by itself. */
export const suggestedOutcome = (
  track: Pick<RecoveryTrack, 'status' | 'claimDeadline' | 'filedAt'>,
  now: Instant,
): 'WINDOW_EXPIRED' | null =>
  track.status === 'INVESTIGATING' &&
  track.filedAt === null &&
  track.claimDeadline !== null &&
  now >= track.claimDeadline
    ? 'WINDOW_EXPIRED'
    : null;
