import type { CustomerTier, Instant, MilestoneFacts, Place } from '@whereabouts/model';

/**
 * One event of one parcel or order. At least one of four says whose; of several the first counts: `trackingNumber`,
 * `shipmentExternalId`, `orderNumber`, `orderExternalId`. An id is never a number: one that people do not say belongs
 * into an external id, or the event ends up with an order that does not exist.
 */
export interface MilestoneRecord extends MilestoneFacts {
  readonly trackingNumber: string | null;
  /** Canonical carrier code (`ups`, `usps`, …; see `carrierCode`), or null when the source does not say. */
  readonly carrier: string | null;
  readonly orderNumber?: string;
  /** The source's own id of the shipment, as in `ShipmentRecord.externalId`: the event is of all its parcels. */
  readonly shipmentExternalId?: string;
  /** The source's own id of the order, as in `OrderRecord.externalId`. */
  readonly orderExternalId?: string;
}

/** Money as the source wrote it: a decimal text and an ISO 4217 code. */
export interface MoneyFact {
  readonly amount: string;
  readonly currency: string;
}

export interface ParcelFacts {
  readonly weightGrams: number;
  readonly lengthMm?: number;
  readonly widthMm?: number;
  readonly heightMm?: number;
}

/** What a source says of a shipment beside its events. Only what it says: absent means unsaid. */
export interface ShipmentRecord {
  readonly trackingNumber: string;
  readonly carrier: string | null;
  readonly orderNumber?: string;
  /**
   * The source's own id of the shipment; several parcels may share one. Unique among all that the source calls so:
   * where it counts returns apart, the plugin sets something before their ids.
   */
  readonly externalId?: string;
  /** The source's own id of the order. */
  readonly orderExternalId?: string;
  readonly serviceLevel?: string;
  readonly trackingUrl?: string;
  readonly shippedAt?: Instant;
  /** What the carrier says now. Date-only estimates mean the end of that day at the destination. */
  readonly carrierEstimate?: Instant;
  /** What the customer was told, where this source knows it. */
  readonly promise?: { readonly from?: Instant; readonly to: Instant };
  /** The warehouse or shop location it leaves from, in the source's code, and its name. */
  readonly node?: { readonly code: string; readonly name?: string };
  readonly origin?: Place;
  readonly destination?: Place;
  readonly declared?: ParcelFacts;
  readonly billed?: ParcelFacts;
  readonly isReturn?: boolean;
}

export interface OrderLineFacts {
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: MoneyFact;
  readonly fragile?: boolean;
}

export interface CustomerFacts {
  /** The source's id of the customer; with none, the email stands in. */
  readonly externalId?: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly tier?: CustomerTier;
  /** How many orders the customer had before this one, when the source says. */
  readonly earlierOrders?: number;
  readonly locale?: string;
}

export interface OrderRecord {
  /** The number that people say, without decoration such as `#`. */
  readonly number: string;
  /** The source's own id of the order: what its other documents may name it by. */
  readonly externalId?: string;
  readonly placedAt?: Instant;
  /** When the source last changed it: a newer version of the same order replaces the older one. */
  readonly updatedAt?: Instant;
  readonly cancelledAt?: Instant;
  readonly customer?: CustomerFacts;
  readonly value?: MoneyFact;
  readonly promise?: { readonly from?: Instant; readonly to: Instant };
  readonly lines?: readonly OrderLineFacts[];
  readonly destination?: Place;
}

export interface InventoryRecord {
  readonly sku: string;
  readonly nodeCode: string | null;
  readonly onHand: number;
  readonly available?: number;
  readonly at: Instant | null;
}

export const TICKET_STATUSES = ['OPEN', 'PENDING', 'SOLVED', 'CLOSED'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/**
 * A conversation of a customer with support. Numbers of orders and parcels only where the source states them in a field
 * of their own: the hub looks for others in subject and text.
 */
export interface TicketRecord {
  readonly externalId: string;
  readonly subject: string;
  /** What the customer wrote, as plain text without markup; the first message where there are several. */
  readonly text?: string;
  readonly status?: TicketStatus;
  readonly tags?: readonly string[];
  /** Name of the form or of the type that the ticket was filed under. */
  readonly form?: string;
  readonly openedAt: Instant | null;
  readonly updatedAt?: Instant;
  readonly closedAt?: Instant;
  readonly orderNumber?: string;
  readonly trackingNumber?: string;
  readonly customerEmail?: string;
  readonly customerName?: string;
  readonly url?: string;
  /** How many messages the customer sent: one means solved on first contact, once it is solved. */
  readonly customerMessages?: number;
  /** 1 to 5, five being best; scales of two words count as 1 and 5. */
  readonly satisfaction?: number;
}

/**
 * Something in an input that could not be used, or that the source itself reports as an error.
 * `path` points into the document: `/tracking_details/3/datetime` (JSON) or `/TrackResponse/Shipment/Package` (XML).
 */
export interface Issue {
  readonly path: string;
  readonly problem: string;
  /**
   * `source-error`: the source's own error reply, understood as such. `record`: one record was set aside, its
   * neighbours go on (it becomes a dead letter). `note`: worth showing, nothing was lost.
   */
  readonly kind: 'source-error' | 'record' | 'note';
}

/** All that one input says. Always complete lists, never undefined. */
export interface Normalized {
  readonly milestones: readonly MilestoneRecord[];
  readonly orders: readonly OrderRecord[];
  readonly shipments: readonly ShipmentRecord[];
  readonly tickets: readonly TicketRecord[];
  readonly inventory: readonly InventoryRecord[];
  /** Links or ids that a thin webhook points to, for `pull.follow`. */
  readonly follow: readonly string[];
  readonly issues: readonly Issue[];
}
