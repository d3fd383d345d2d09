import type { ClockKind } from '../cases/sla-clock';
import type { ExceptionKind, WaitingOn } from '../vocabulary/exceptions';

/** How long the clocks of one kind of case run, in hours of their calendar. */
export interface SlaDurations {
  readonly firstActionHours: number;
  readonly resolutionHours: number;
  /** How long the customer may go without hearing of us. Null: no such clock. */
  readonly nextUpdateHours: number | null;
  /** Name of a calendar of the policy, where this kind has one of its own. */
  readonly calendar?: string;
}

/** The claim window is the carrier's: nothing that we wait for stops it. */
export type PausableClock = Exclude<ClockKind, 'CLAIM_WINDOW'>;

/** Which clocks stand while a case waits, and for how long. Caps are hours of the clock's calendar. */
export interface PausePolicy {
  /** By what the case waits on. */
  readonly clocks: Readonly<Record<WaitingOn, readonly PausableClock[]>>;
  /** How long one pause may last; then the clock runs again by itself. */
  readonly capHours: Readonly<Record<WaitingOn, number>>;
  /** How long all pauses of one clock may last together. */
  readonly allHours: number;
}

/** The clocks of cases. The claim window's length comes from the claim's deadline, in plain hours. */
export interface SlaPolicy {
  readonly kinds: Readonly<Record<ExceptionKind, SlaDurations>>;
  /** Name of the calendar of all kinds that have none of their own. */
  readonly calendar: string;
  readonly pauses: PausePolicy;
}

const hours = (firstActionHours: number, resolutionHours: number): SlaDurations => ({
  firstActionHours,
  resolutionHours,
  nextUpdateHours: null,
});

/** Durations of the vocabulary: 8 hours for "same day", 24 for "one business day", until calendars are configured. */
export const DEFAULT_SLA: SlaPolicy = {
  kinds: {
    NO_FIRST_SCAN: hours(4, 48),
    STALLED_IN_TRANSIT: hours(24, 120),
    FAILED_ATTEMPT: hours(4, 72),
    DELIVERED_NOT_RECEIVED: hours(8, 120),
    DAMAGE_REPORTED: hours(2, 72),
    RETURN_TO_SENDER: hours(24, 120),
    PROMISE_AT_RISK: hours(4, 48),
    ADDRESS_PROBLEM: hours(2, 48),
    INVENTORY_SHORT: hours(24, 120),
    WRONG_OR_MISSING_ITEM: hours(8, 72),
  },
  calendar: 'business',
  pauses: {
    clocks: {
      CUSTOMER: ['RESOLUTION', 'NEXT_UPDATE'],
      CARRIER: [],
      WAREHOUSE: [],
      THIRD_PARTY: [],
      SNOOZED: [],
    },
    capHours: { CUSTOMER: 72, CARRIER: 72, WAREHOUSE: 24, THIRD_PARTY: 72, SNOOZED: 72 },
    allHours: 240,
  },
};
