import type { DeliveredTo, Direction } from '../vocabulary/attributes';
import type { ShipmentState } from '../vocabulary/shipment-states';
import type { SourceKind } from '../vocabulary/sources';
import type { Instant } from '../time/instant';
import type { Place } from './milestone';

export interface SourcedValue {
  readonly sourceId: string;
  readonly sourceKind: SourceKind;
  /** As text, for people. */
  readonly value: string;
  readonly at: Instant;
}

/** Two sources say different things of one fact; the winner is the one that the ranking believes. */
export interface SourceConflict {
  /** `delivered`, `returned`, `lost`, `cancelled`, `promise` or `weight`. */
  readonly fact: string;
  readonly winner: SourceKind;
  /** The winner's value first. */
  readonly values: readonly SourcedValue[];
  /** When the second value came to be stated. */
  readonly since: Instant;
}

export interface ShippingNode {
  readonly code: string;
  readonly name?: string;
}

/** Weight and size of a parcel. */
export interface ParcelSize {
  readonly weightGrams: number;
  readonly lengthMm?: number;
  readonly widthMm?: number;
  readonly heightMm?: number;
}

export interface PromiseView {
  readonly from: Instant | null;
  readonly to: Instant;
  readonly source: SourceKind;
}

/** All that is derived from a summary: where the parcel stands, since when, and what is known of it. */
export interface ShipmentView {
  readonly state: ShipmentState;
  /** When the run of news that gives the state began. Null while nothing was reported. */
  readonly stateSince: Instant | null;
  /** RETURN when the shipment is itself a return, or is on its way back. */
  readonly direction: Direction;
  readonly labelledAt: Instant | null;
  readonly handedOverAt: Instant | null;
  readonly shippedAt: Instant | null;
  /** First and last physical scan that the carrier (or an aggregator for it) reports. */
  readonly firstScanAt: Instant | null;
  readonly lastScanAt: Instant | null;
  /** Latest moment at which the parcel can last have moved: repeats at one facility are no movement. */
  readonly lastMovementAt: Instant | null;
  /** Null unless the shipment is delivered as far as is known now. */
  readonly deliveredAt: Instant | null;
  readonly deliveredTo: DeliveredTo | null;
  /** Failed delivery attempts. */
  readonly attempts: number;
  readonly orderNumber: string | null;
  readonly serviceLevel: string | null;
  readonly trackingUrl: string | null;
  readonly node: ShippingNode | null;
  /** `US-GA>US-NY`: region and country of origin and destination. Null when either country is unknown. */
  readonly lane: string | null;
  readonly origin: Place | null;
  readonly destination: Place | null;
  readonly promise: PromiseView | null;
  readonly carrierEstimate: Instant | null;
  /** As the shipper declared it, and as the carrier billed it. */
  readonly declared: ParcelSize | null;
  readonly billed: ParcelSize | null;
  readonly conflicts: readonly SourceConflict[];
}

/** Origin and destination are in different countries. False while either is unknown. */
export const crossesBorder = (view: Pick<ShipmentView, 'origin' | 'destination'>): boolean =>
  view.origin?.country !== undefined &&
  view.destination?.country !== undefined &&
  view.origin.country !== view.destination.country;

/** The shipment is itself a return, not one that is on its way back. */
export const isReturnItself = ({ direction, state }: Pick<ShipmentView, 'direction' | 'state'>): boolean =>
  direction === 'RETURN' && state !== 'RETURNING' && state !== 'RETURNED';
