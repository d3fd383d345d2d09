import type { Instant } from '@whereabouts/model';
import type { ShipmentChangeWrite, ShipmentFacts, ShipmentWrite } from '@whereabouts/store';
import type { Folded } from './folded';

/**
 * What the feed of shipments is told of a parcel that is written: each milestone that is new; or once, when something else
 * of it changed. A look that a timer took tells nothing, unless the parcel got its first open case or lost its last one.
 */
export function shipmentChanges(
  { added, isChanged, parcel }: Pick<Folded, 'added' | 'isChanged' | 'parcel'>,
  { merchantId, id, trackingNumber, carrier, view, openCases }: ShipmentWrite,
  now: Instant,
): ShipmentChangeWrite[] {
  const before = parcel.shipment.filed;
  const after: ShipmentFacts = {
    carrier,
    state: view.state,
    nodeCode: view.node?.code ?? null,
    orderNumber: view.orderNumber,
    shippedAt: view.shippedAt,
    hasOpenCase: openCases > 0,
  };
  if (!isChanged && before?.hasOpenCase === after.hasOpenCase) return [];
  const change = { merchantId, shipmentId: id, trackingNumber, at: now, before, after };
  return added.length ? added.map((milestoneId) => ({ ...change, milestoneId })) : [{ ...change, milestoneId: null }];
}
