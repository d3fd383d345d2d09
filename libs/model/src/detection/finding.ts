import type { CustomerTier, ExceptionKind } from '../vocabulary/exceptions';
import type { Reason } from '../vocabulary/reasons';
import type { UsualTimes } from '../lanes/usual-time';
import type { Instant } from '../time/instant';
import type { TicketSignal } from '../tickets/signal';
import type { DetectionPolicy } from './policy';

/** A condition that holds, and why the hub says so. Equal for the same facts, whenever it is asked. */
export interface Finding {
  readonly kind: ExceptionKind;
  readonly reason: Reason | null;
  /** Stable id of the rule, such as `no-first-scan/handed-over`. */
  readonly rule: string;
  readonly policyVersion: number;
  /** The numbers of the policy that were applied, by name. */
  readonly thresholds: Readonly<Record<string, string | number>>;
  /** One plain English sentence with figures and times. */
  readonly because: string;
  /** The milestones that it rests on. */
  readonly milestoneIds: readonly string[];
  /** The tickets that it rests on; absent: none. */
  readonly ticketIds?: readonly string[];
  /** Since when the trouble exists: earlier than its detection where a clock had to run out first. */
  readonly conditionSince: Instant;
  /** After this moment it opens no case any more; one that is open stays. Absent: always. */
  readonly opensUntil?: Instant;
}

export interface DetectContext {
  readonly policy: DetectionPolicy;
  readonly now: Instant;
  /** Canonical carrier code, such as `ups`. */
  readonly carrier: string;
  readonly tier: CustomerTier;
  /** Absent: derived from origin and destination, and domestic while either is unknown. */
  readonly international?: boolean;
  /** IANA zone in which the carrier's non-service days are counted: destination's, else origin's, else UTC. */
  readonly zone?: string;
  /** The tickets that are of this shipment or order; absent: none. */
  readonly tickets?: readonly TicketSignal[];
  /** The address failed validation when it was shipped, and nobody corrected it since. */
  readonly addressFault?: AddressFault | null;
  /** Times to delivery on the ways that the parcel goes, the narrowest first. Absent: not looked up. */
  readonly usual?: readonly UsualTimes[];
}

/** What the validation of an address found, as a part of a sentence. */
export interface AddressFault {
  readonly at: Instant;
  readonly what: string;
}

export interface Detected {
  readonly findings: readonly Finding[];
  /** The first later moment at which another finding holds if nothing is heard until then. */
  readonly nextCheckAt: Instant | null;
}
