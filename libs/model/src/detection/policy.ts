import type { CloseCode, CustomerTier, ExceptionKind } from '../vocabulary/exceptions';
import type { StockMeasure } from '../stock/level';
import type { SourceKind } from '../vocabulary/sources';
import type { Weekday } from '../time/weekday';

/** Hours for the shipments that match all that is given; the first match counts. */
export interface StallOverride {
  readonly carrier?: string;
  readonly serviceLevel?: string;
  readonly lane?: string;
  readonly hours: number;
}

/** How the usual time from a scan to delivery is read from the parcels that were delivered on the same way. */
export interface UsualTimePolicy {
  /** Share of parcels that need no longer, above 0 and below 1. */
  readonly quantile: number;
  /** Below this many parcels nothing is usual. */
  readonly minimumSample: number;
  /** Calendar months that are looked back on, the current one included; at most 12. */
  readonly windowMonths: number;
}

/** Clocks that run out earlier while a promise can still be kept. */
export interface NearPromise {
  /** How long before the promise a person must know. */
  readonly leadHours: number;
  /** No earlier than so long after the clock began. */
  readonly minimumHours: number;
}

/** Hours for one tier in place of everybody's. */
export type TierHours = Readonly<Partial<Record<CustomerTier, number>>>;

/** Every number that detection uses. Data, versioned as a whole; each decision records the version. */
export interface DetectionPolicy {
  readonly version: number;
  /** Names of the surge sets that are on, in order: they are part of every number below. */
  readonly surges: readonly string[];
  /** Kinds that this merchant does not want. */
  readonly off: readonly ExceptionKind[];
  readonly firstScan: {
    readonly handedOverHours: number;
    readonly labelOnlyHours: number;
    readonly tiers: { readonly handedOverHours: TierHours; readonly labelOnlyHours: TierHours };
  };
  readonly stall: {
    readonly domesticHours: number;
    readonly internationalHours: number;
    readonly overrides: readonly StallOverride[];
    /** Where no override fits. */
    readonly tiers: { readonly domesticHours: TierHours; readonly internationalHours: TierHours };
  };
  /** For the first scan and for movement. Null: a promise that is near changes nothing. */
  readonly nearPromise: NearPromise | null;
  /** How long after it was placed somebody must have begun to pick an order. */
  readonly shipBy: {
    readonly hours: Readonly<Record<CustomerTier, number>>;
    /** Name of the calendar in which they run. */
    readonly calendar: string;
    readonly nearPromise: NearPromise | null;
    /** Only orders that a warehouse has spoken of: others may be shipped by somebody who reports no picks. */
    readonly onlyKnownToWarehouse: boolean;
  };
  /** Articles of an order that waits are gone, as stock levels say. */
  readonly noStock: {
    /** Whose levels count; of nobody: the rule is off. */
    readonly toldBy: readonly SourceKind[];
    /** What is available can be gone because the order itself has it reserved; what is on hand cannot. */
    readonly measure: StockMeasure;
  };
  /** A promise is near or passed, and nothing of the order is in a parcel. */
  readonly noParcel: {
    readonly on: boolean;
    /** So long after an order was placed or promised, whichever is later, it opens nothing any more: it is history. */
    readonly lookBackDays: number;
  };
  /** How long after its first parcel the last one of an order may leave. */
  readonly split: { readonly hours: number };
  readonly tickets: {
    /** How far back an order may have been placed that a ticket is matched to by the customer's email alone. */
    readonly emailLookBackDays: number;
  };
  readonly held: { readonly heldHours: number; readonly customsHours: number };
  /** Two departures for delivery this far apart without delivery are a failed attempt that nobody reported. */
  readonly outForDelivery: { readonly gapHours: number };
  /** How long a counter keeps a parcel, and how long before the return a person must know. */
  readonly counter: { readonly keptDays: number; readonly warnDays: number };
  readonly promise: {
    /** How long before the promise a late estimate becomes a case. */
    readonly leadHours: Readonly<Record<CustomerTier, number>>;
    readonly usual: UsualTimePolicy;
  };
  readonly nonServiceDays: {
    readonly default: readonly Weekday[];
    readonly carriers: Readonly<Record<string, readonly Weekday[]>>;
  };
  /** Close codes of cases that heal by themselves, or that another kind takes over. */
  readonly closeCodes: {
    readonly healed: CloseCode;
    readonly lateHandOver: CloseCode;
    /** Kinds that heal with a code of their own. */
    readonly healedKinds: Readonly<Partial<Record<ExceptionKind, CloseCode>>>;
    /** The tickets that a case rests on are of something else, as a person says. */
    readonly unsupported: CloseCode;
    readonly absorbedBy: Readonly<Partial<Record<ExceptionKind, CloseCode>>>;
  };
  /** A flag needs more than the amount of its own currency: no rate is guessed. */
  readonly highValue: Readonly<Record<string, string>>;
}

/** Defaults of the vocabulary. */
export const DEFAULT_DETECTION: DetectionPolicy = {
  // Documents are numbered from 1.
  version: 0,
  surges: [],
  off: [],
  firstScan: { handedOverHours: 24, labelOnlyHours: 48, tiers: { handedOverHours: {}, labelOnlyHours: {} } },
  stall: {
    domesticHours: 48,
    internationalHours: 96,
    overrides: [],
    tiers: { domesticHours: {}, internationalHours: {} },
  },
  nearPromise: null,
  shipBy: {
    hours: { STANDARD: 48, SUBSCRIBER: 48, VIP: 24 },
    calendar: 'business',
    nearPromise: null,
    onlyKnownToWarehouse: true,
  },
  noStock: { toldBy: ['WAREHOUSE'], measure: 'ON_HAND' },
  noParcel: { on: true, lookBackDays: 30 },
  split: { hours: 24 },
  tickets: { emailLookBackDays: 60 },
  held: { heldHours: 72, customsHours: 120 },
  outForDelivery: { gapHours: 24 },
  counter: { keptDays: 7, warnDays: 2 },
  promise: {
    leadHours: { STANDARD: 24, SUBSCRIBER: 48, VIP: 72 },
    usual: { quantile: 0.8, minimumSample: 30, windowMonths: 6 },
  },
  nonServiceDays: { default: [7], carriers: {} },
  closeCodes: {
    healed: 'CARRIER_DELAY',
    lateHandOver: 'WAREHOUSE_MISS',
    healedKinds: { ADDRESS_PROBLEM: 'ADDRESS_ISSUE', INVENTORY_SHORT: 'WAREHOUSE_MISS' },
    unsupported: 'CUSTOMER_ERROR',
    absorbedBy: { DAMAGE_REPORTED: 'DAMAGE', DELIVERED_NOT_RECEIVED: 'MISDELIVERY', RETURN_TO_SENDER: 'CARRIER_DELAY' },
  },
  highValue: { USD: '300.00' },
};
