import type { ShipmentState } from '../vocabulary/shipment-states';

/** A parcel of the order that a ticket is of. */
export interface CandidateParcel {
  readonly id: string;
  readonly state: ShipmentState;
  readonly isReturn: boolean;
}

/**
 * The parcel that a ticket of an order is of: the only one, or else the only one that was delivered, since customers
 * complain of what came or should have come. Null where that leaves a choice: a person must ask.
 */
export function parcelOfTicket(parcels: readonly CandidateParcel[]): string | null {
  const forward = parcels.filter(({ isReturn, state }) => !isReturn && state !== 'CANCELLED');
  if (forward.length === 1) return forward[0]!.id;
  const delivered = forward.filter(({ state }) => state === 'DELIVERED');
  return delivered.length === 1 ? delivered[0]!.id : null;
}
