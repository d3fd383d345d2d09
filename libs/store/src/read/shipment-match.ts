import type { ShipmentChangeEntry, ShipmentFacts } from '../shipment-feed';
import { searchTerms } from './search-terms';
import type { NamedShipments } from './shipment-search';
import type { ShipmentFilter } from './shipment-views';

/**
 * Is the change one that a list with this filter should hear of: does the shipment match after it, or did it before?
 * Judged by what is kept with the change, so that a replay says the same as the live feed did; whose the parcel is, and
 * which cases are about it, is taken as it is known now.
 */
export function concernsFilter(filter: ShipmentFilter, entry: ShipmentChangeEntry, named: NamedShipments): boolean {
  const { shipmentId, trackingNumber, after, was } = entry;
  const isNamed = filter.search !== undefined && named(filter.search).has(shipmentId);
  const matches = (facts: ShipmentFacts): boolean => matchesShipment(filter, { trackingNumber, facts, isNamed });
  return (
    (!filter.ids || filter.ids.includes(shipmentId)) &&
    (matches(after) || (was !== null && matches({ ...after, ...was })))
  );
}

/** A shipment as filters see it. */
export interface FilteredShipment {
  readonly trackingNumber: string;
  readonly facts: ShipmentFacts;
  /** Whether the search names it by what does not stand in it. */
  readonly isNamed: boolean;
}

/** The same as the SQL of lists says, its ids aside: keep them equal. */
export function matchesShipment(filter: ShipmentFilter, shipment: FilteredShipment): boolean {
  const { carrier, state, nodeCode, shippedAt, hasOpenCase } = shipment.facts;
  return (
    isOneOf(filter.state, state) &&
    isOneOf(filter.carrier, carrier) &&
    isOneOf(filter.nodeCode, nodeCode) &&
    (filter.shippedFrom === undefined || (shippedAt !== null && shippedAt >= filter.shippedFrom)) &&
    (filter.shippedTo === undefined || (shippedAt !== null && shippedAt < filter.shippedTo)) &&
    (filter.hasOpenCase === undefined || filter.hasOpenCase === hasOpenCase) &&
    (!filter.search?.trim() || isFoundBy(filter.search, shipment))
  );
}

const isOneOf = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  !wanted || (value !== null && wanted.includes(value));

function isFoundBy(search: string, { trackingNumber, facts: { orderNumber }, isNamed }: FilteredShipment): boolean {
  const { trackingNumbers, orderNumbers } = searchTerms(search);
  return (
    isNamed || trackingNumbers.includes(trackingNumber) || (orderNumber !== null && orderNumbers.includes(orderNumber))
  );
}
