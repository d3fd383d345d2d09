import type { SourceKind } from '../vocabulary/sources';
import type { Instant } from '../time/instant';

/** What sources state of a shipment beside its milestones, and the shape in which they state it. */
export const FACTS = {
  orderNumber: 'text: the number that people say',
  serviceLevel: "text: the carrier's service",
  trackingUrl: 'text: where the carrier shows the parcel',
  shippedAt: 'Instant: when it left',
  promise: '{ from?, to }: what the customer was told, as Instants',
  carrierEstimate: 'Instant: when the carrier expects to deliver',
  node: '{ code, name? }: the warehouse or shop it leaves from',
  origin: 'Place: where it starts',
  destination: 'Place: where it goes',
  declared: '{ weightGrams, lengthMm?, widthMm?, heightMm? }: the parcel as the shipper declared it',
  billed: '{ weightGrams, lengthMm?, widthMm?, heightMm? }: the parcel as the carrier billed it',
  isReturn: '1 for a shipment that is itself a return, else 0',
} as const;
export type FactName = keyof typeof FACTS;

export type FlatObject = { readonly [key: string]: string | number | undefined };
/** Text, a number, or one flat object of them. Null takes back what the source said before. */
export type ClaimValue = string | number | null | FlatObject;

/** One fact stated by one source. The newest statement of a source replaces its earlier ones. */
export interface Claim {
  readonly fact: FactName;
  readonly value: ClaimValue;
  readonly sourceId: string;
  readonly sourceKind: SourceKind;
  /** The source's own time of the statement where it gives one, else when the hub received it. */
  readonly at: Instant;
}

/** One text for equal values, whatever the order of their keys: to break ties, and to compare. */
export function claimText(value: ClaimValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  return JSON.stringify(keys.map((key) => [key, value[key]]));
}
