import type { ShipmentChangeEntry, ShipmentFacts } from '../shipment-feed';
import { searchTerms } from './search-terms';
import type { ShipmentFilter } from './shipment-views';

/**
 * Is the change one that a list with this filter should hear of: does the shipment match after it, or did it before?
 * Judged by what is kept with the change, so that a replay says the same as the live feed did.
 */
export const concernsFilter = (filter: ShipmentFilter, entry: ShipmentChangeEntry): boolean =>
  (!filter.ids || filter.ids.includes(entry.shipmentId)) &&
  (matchesShipment(filter, entry.trackingNumber, entry.after) ||
    (entry.was !== null && matchesShipment(filter, entry.trackingNumber, { ...entry.after, ...entry.was })));

/** The same as the SQL of lists says, its ids aside: keep them equal. */
export function matchesShipment(filter: ShipmentFilter, trackingNumber: string, facts: ShipmentFacts): boolean {
  const { carrier, state, nodeCode, shippedAt, hasOpenCase } = facts;
  return (
    isOneOf(filter.state, state) &&
    isOneOf(filter.carrier, carrier) &&
    isOneOf(filter.nodeCode, nodeCode) &&
    (filter.shippedFrom === undefined || (shippedAt !== null && shippedAt >= filter.shippedFrom)) &&
    (filter.shippedTo === undefined || (shippedAt !== null && shippedAt < filter.shippedTo)) &&
    (filter.hasOpenCase === undefined || filter.hasOpenCase === hasOpenCase) &&
    (!filter.search?.trim() || isFoundBy(filter.search, trackingNumber, facts.orderNumber))
  );
}

const isOneOf = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  !wanted || (value !== null && wanted.includes(value));

function isFoundBy(search: string, trackingNumber: string, orderNumber: string | null): boolean {
  const { trackingNumbers, orderNumbers } = searchTerms(search);
  return trackingNumbers.includes(trackingNumber) || (orderNumber !== null && orderNumbers.includes(orderNumber));
}
