import { windowStart, type Instant, type Policy } from '@whereabouts/model';
import { caseSurroundings, type CaseView, type Queryable, type SurroundingPart } from '@whereabouts/store';
import type { Loaders } from '../loaders';
import { below, type Selection } from '../schema/selection';

/** What a client asks of a case that lies outside its own row, and the part that answers it. */
const WANTED: readonly (readonly [path: readonly string[], part: SurroundingPart])[] = [
  [['order'], 'orders'],
  [['shipment', 'order'], 'orders'],
  [['order', 'shipments'], 'shipments'],
  [['shipment', 'order', 'shipments'], 'shipments'],
  [['tickets'], 'tickets'],
  [['order', 'tickets'], 'tickets'],
  [['messages'], 'messages'],
  [['order', 'messages'], 'orderMessages'],
  [['activity'], 'activity'],
  [['customerTrack', 'approvedBy'], 'people'],
  [['customerTrack', 'proposedBy'], 'people'],
  [['shipment', 'evidence'], 'evidence'],
  [['recoveryTrack', 'evidence'], 'evidence'],
];

/** One part alone is as well read by its loader. */
const FEWEST = 2;

export interface SurroundingNeeds {
  readonly db: Queryable;
  readonly merchantId: string;
  readonly policy: Policy;
  readonly now: Instant;
  readonly loaders: Loaders;
}

/**
 * Reads what a client wants to know around one case in one statement, and hands it to the loaders: the screen on which a
 * case is worked asks for all of it at once.
 */
export async function loadSurroundings(
  { id, orderId, shipmentId }: Pick<CaseView, 'id' | 'orderId' | 'shipmentId'>,
  fields: Selection,
  { db, merchantId, policy, now, loaders }: SurroundingNeeds,
): Promise<void> {
  const parts = [...new Set(WANTED.filter(([path]) => isWanted(fields, path)).map(([, part]) => part))];
  if (parts.length < FEWEST) return;
  const key = { merchantId, caseId: id };
  const found = await caseSurroundings(db, key, parts, windowStart(policy.repeats.lane, now));
  if (orderId) {
    if (found.orders) loaders.order.prime(orderId, found.orders[0] ?? null);
    if (found.shipments) loaders.shipmentsOfOrder.prime(orderId, found.shipments);
    if (found.orderMessages) loaders.messagesOfOrder.prime(orderId, found.orderMessages);
    if (found.tickets) loaders.ticketsOfOrder.prime(orderId, found.tickets);
  }
  if (shipmentId && found.evidence) loaders.evidence.prime(shipmentId, found.evidence[0] ?? null);
  if (found.messages) loaders.messagesOfCase.prime(id, found.messages);
  if (found.activity) loaders.activityStart.prime(id, found.activity);
  for (const person of found.people ?? []) loaders.user.prime(person.id, person);
}

const isWanted = (fields: Selection, path: readonly string[]): boolean =>
  below(fields, ...path.slice(0, -1)).has(path.at(-1)!);
