import { windowStart, type Instant, type Policy } from '@whereabouts/model';
import {
  caseByKey,
  milestonesByOwner,
  surroundingsReader,
  type CaseInSurroundings,
  type CaseLookup,
  type CaseSelection,
  type CaseWithNeighbours,
  type Queryable,
  type SurroundingPart,
  type WantedSurroundings,
} from '@whereabouts/store';
import type { Loaders } from '../loaders';
import { below, type Selection } from '../schema/selection';
import { caseSelection } from './case-selection';

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
  [['shipment', 'milestones'], 'milestones'],
  [['detection', 'milestones'], 'milestones'],
  [['shipment', 'milestones', 'nodes', 'source'], 'sources'],
  [['shipment', 'milestones', 'edges', 'node', 'source'], 'sources'],
  [['detection', 'milestones', 'source'], 'sources'],
  [['tickets'], 'sources'],
  [['order', 'tickets'], 'sources'],
  [['related'], 'related'],
];

/** One part alone is as well read by its loader. */
const FEWEST = 2;

/** Reads a case, and hands what lies around it to the loaders. */
type FindCase = (key: CaseLookup, reads: SurroundingReads) => Promise<CaseWithNeighbours | null>;

/** A document is asked many times, and always finds a case in the same way. */
const known = new WeakMap<Selection, FindCase>();

export function caseFinder(fields: Selection): FindCase {
  const cached = known.get(fields);
  if (cached) return cached;
  const parts = [...new Set(WANTED.filter(([path]) => isWanted(fields, path)).map(([, part]) => part))];
  const selection = caseSelection(fields, ['orderId', 'shipmentId']);
  const finder: FindCase =
    parts.length < FEWEST
      ? (key, { db }) => caseByKey(db, key, selection)
      : inSurroundings({ selection, parts, related: caseSelection(below(fields, 'related')) });
  known.set(fields, finder);
  return finder;
}

const isWanted = (fields: Selection, path: readonly string[]): boolean =>
  below(fields, ...path.slice(0, -1)).has(path.at(-1)!);

export interface SurroundingReads {
  readonly db: Queryable;
  readonly policy: Policy;
  readonly now: Instant;
  readonly loaders: Loaders;
}

/**
 * Reads a case and what a client wants to know around it in one statement: the screen on which a case is worked asks for
 * all of it at once.
 */
function inSurroundings(wanted: WantedSurroundings): FindCase {
  const read = surroundingsReader(wanted);
  return async (key, { db, policy, now, loaders }) => {
    const found = await read(db, key, windowStart(policy.repeats.lane, now));
    if (found) prime(found, wanted.related, loaders);
    return found;
  };
}

function prime({ view, around }: CaseInSurroundings, related: CaseSelection, loaders: Loaders): void {
  const { id, orderId, shipmentId } = view;
  if (orderId) {
    if (around.orders) loaders.order.prime(orderId, around.orders[0] ?? null);
    if (around.shipments) loaders.shipmentsOfOrder.prime(orderId, around.shipments);
    if (around.orderMessages) loaders.messagesOfOrder.prime(orderId, around.orderMessages);
    if (around.tickets) loaders.ticketsOfOrder.prime(orderId, around.tickets);
  }
  if (shipmentId && around.evidence) loaders.evidence.prime(shipmentId, around.evidence[0] ?? null);
  if (around.milestones) {
    const byOwner = milestonesByOwner(around.milestones);
    for (const subject of [shipmentId, orderId])
      if (subject) loaders.milestonesOf.prime(subject, byOwner.get(subject) ?? []);
  }
  if (around.messages) loaders.messagesOfCase.prime(id, around.messages);
  if (around.activity) loaders.activityStart.prime(id, around.activity);
  if (around.related) loaders.related(related).prime(id, around.related);
  if (around.sources) loaders.sources.prime(new Map(around.sources.map((one) => [one.id, one])));
  for (const person of around.people ?? []) loaders.user.prime(person.id, person);
}
