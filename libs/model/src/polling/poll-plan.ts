import { DAY, HOUR, MINUTE } from '../time/instant';
import type { ShipmentState } from '../vocabulary/shipment-states';

/** How a parcel stands as far as asking about it goes. */
export const POLL_PHASES = {
  NEW: 'The carrier has not scanned it yet.',
  MOVING: 'On its way, with time left.',
  DUE_SOON: 'On its way, and its promise or estimate is near or has passed.',
  OUT_FOR_DELIVERY: 'On the vehicle that will deliver it.',
  IN_TROUBLE: 'It has an open case.',
  DELIVERED_WATCH: 'Over, as far as is known: later news may contradict it.',
} as const;
export type PollPhase = keyof typeof POLL_PHASES;

/** How often to ask in one phase. */
export interface PollIntervals {
  readonly everyMs: number;
  /** Where the source pushes as well: often enough to find a webhook that was lost. */
  readonly reconcileMs: number;
}

/** Every number by which parcels are asked about. Data. */
export interface PollPlan {
  readonly phases: Readonly<Record<PollPhase, PollIntervals>>;
  /** How long before the promise or the estimate a parcel is due soon. */
  readonly dueSoonMs: number;
  /** How long a parcel that is over is watched. */
  readonly watchMs: number;
  /** Nobody said anything for so long: it is not asked about any more. */
  readonly silenceMs: number;
  /** A parcel that was not heard of for a time is asked about no more often than this share of it. */
  readonly quietShare: number;
  /** How often in a row the source may not know a number before it is given up. */
  readonly misses: number;
  /** No interval is stretched beyond this, unless it is longer by itself. */
  readonly longestMs: number;
  /** After an answer that was none: doubled each time, and never longer than the interval of the phase. */
  readonly retryMs: number;
  /** Share by which an interval is shortened or stretched at random, so that parcels do not march in step. */
  readonly jitter: number;
  /** Within this a parcel is asked about for the first time. */
  readonly firstWithinMs: number;
}

export const POLL_PLAN: PollPlan = {
  phases: {
    NEW: { everyMs: 4 * HOUR, reconcileMs: DAY },
    MOVING: { everyMs: 3 * HOUR, reconcileMs: 12 * HOUR },
    DUE_SOON: { everyMs: HOUR, reconcileMs: 6 * HOUR },
    OUT_FOR_DELIVERY: { everyMs: 30 * MINUTE, reconcileMs: 3 * HOUR },
    IN_TROUBLE: { everyMs: HOUR, reconcileMs: 6 * HOUR },
    DELIVERED_WATCH: { everyMs: DAY, reconcileMs: 3 * DAY },
  },
  dueSoonMs: DAY,
  watchMs: 14 * DAY,
  silenceMs: 60 * DAY,
  quietShare: 1 / 16,
  misses: 20,
  longestMs: DAY,
  retryMs: MINUTE,
  jitter: 0.1,
  firstWithinMs: 15 * MINUTE,
};

/** States in which nothing more is expected. */
export const OVER: readonly ShipmentState[] = ['DELIVERED', 'RETURNED', 'LOST', 'CANCELLED'];

/** States before the first scan of the carrier. */
export const UNSCANNED: readonly ShipmentState[] = ['EXPECTED', 'PACKED', 'LABEL_CREATED', 'HANDED_OVER'];
