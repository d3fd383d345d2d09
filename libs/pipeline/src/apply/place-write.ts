import { customerOf } from './give-owners';
import type { CaseWrite, Look } from './judge';
import { factsOf, type PlacedWrite } from './write-cases';

/** A write with all that the look at its shipment knows beside it. */
export const placeWrite = (look: Look, write: CaseWrite): PlacedWrite => ({
  write,
  facts: factsOf(look.shipment, look.view, look.order),
  lane: look.view.lane,
  customer: customerOf(look.order),
  actor: 'rule:sla',
});
