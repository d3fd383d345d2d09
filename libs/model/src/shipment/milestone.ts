import type { DeliveredTo, Direction, FacilityAction, TimeCertainty } from '../vocabulary/attributes';
import type { MilestoneCode } from '../vocabulary/milestones';
import type { Reason } from '../vocabulary/reasons';
import type { SourceKind } from '../vocabulary/sources';
import type { Instant } from '../time/instant';

/** Where something happened, as far as the source says. Never guessed. */
export interface Place {
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string;
  readonly facility?: string;
  /** Tells houses of one postal code apart where a parcel goes: a hash. The street line itself is not kept. */
  readonly streetKey?: string;
}

/** What happened, why, and the details: what a plugin reports of one event. */
export interface MilestoneFacts {
  readonly code: MilestoneCode;
  readonly reasons: readonly Reason[];
  /** Best instant. Null when the source gave no usable time (certainty UNKNOWN): the hub takes the time of receipt. */
  readonly occurredAt: Instant | null;
  /** As the source wrote it, joined with a `T` where date and time come apart. */
  readonly occurredLocal: string | null;
  readonly timeCertainty: TimeCertainty;
  readonly place: Place | null;
  readonly direction: Direction;
  readonly facilityAction?: FacilityAction;
  readonly deliveredTo?: DeliveredTo;
  readonly attemptNumber?: number;
  /** Which piece of a multi-piece shipment, when the source tells pieces apart. */
  readonly piece?: string;
  /** Which leg (carrier partner) of the journey, when the source tells. */
  readonly leg?: string;
  readonly sourceCode: string | null;
  readonly sourceSubCode?: string;
  readonly sourceText: string | null;
}

/** A milestone as the hub keeps it: the facts, whose they are, and when we heard of them. */
export interface Milestone extends Omit<MilestoneFacts, 'occurredAt'> {
  readonly id: string;
  readonly occurredAt: Instant;
  /** When the hub first received it. */
  readonly receivedAt: Instant;
  readonly sourceId: string;
  readonly sourceKind: SourceKind;
}
