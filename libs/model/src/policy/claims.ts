/** What a carrier pays for. */
export const CLAIM_TYPES = {
  LOSS: 'The parcel did not arrive.',
  DAMAGE: 'The parcel or its content arrived damaged.',
  MISSING_CONTENT: 'Part of the content is missing.',
  LATE: 'A guaranteed service came late.',
} as const;
export type ClaimType = keyof typeof CLAIM_TYPES;

/** When a carrier takes a claim: days are calendar days in the merchant's zone, counted from the event that is named. */
export interface ClaimWindow {
  /** Canonical carrier code; `*` for every carrier that has no row of its own. */
  readonly carrier: string;
  readonly type: ClaimType;
  readonly scope: 'DOMESTIC' | 'INTERNATIONAL' | 'ANY';
  /** Only for these services: one of the words is part of the service level, in any case. Absent: for all. */
  readonly services?: readonly string[];
  readonly from: 'SHIPPED' | 'DELIVERED' | 'PROMISED';
  /** First day on which the carrier takes it; 0 is the day of the event. */
  readonly earliestDay: number;
  /** Last day on which the carrier takes it. */
  readonly latestDay: number;
  /** Where the carrier says so: the document's name or address. */
  readonly source: string;
}

export interface ClaimPolicy {
  /** The first that fits and whose event has happened counts; rows of the carrier, if it has any, keep those of `*` away. */
  readonly windows: readonly ClaimWindow[];
  /** Days after which a claim without an answer is followed up. */
  readonly followUpDays: number;
}
