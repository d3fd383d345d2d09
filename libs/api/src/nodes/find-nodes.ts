import {
  activityById,
  casesByIds,
  deadLetterById,
  merchantById,
  milestoneById,
  nodeByCode,
  privateId,
  privateMilestoneId,
  type CaseWithNeighbours,
  type IdKind,
} from '@whereabouts/store';
import DataLoader from 'dataloader';
import type { ResolverParts } from '../api-parts';
import { toActivity } from '../cases/activity.type';
import { toCase } from '../cases/case-mapping';
import { caseSelection } from '../cases/case-selection';
import { readerOf, seesRaw, viewerOf, type GraphContext } from '../context';
import { refuse } from '../errors';
import { kindOf, nodeCodeOf, privateActivityId, publicNodeId } from '../ids';
import { toIncident } from '../incidents/incident.type';
import { toMessage } from '../messages/message.type';
import { toMilestone } from '../milestones/milestone.type';
import { toOrder } from '../orders/order.type';
import type { NodeType } from '../schema/common.type';
import type { Selection } from '../schema/selection';
import { toShipment } from '../shipments/shipment-mapping';
import { sourceOf } from '../sources/source-of';
import { toDeadLetter, toSource } from '../sources/source.type';
import { visibleSources } from '../sources/visible-sources';
import { toTicket } from '../tickets/ticket.type';
import { toMerchant, toUser } from '../users/user.type';

export type FoundNode = NodeType | null;
interface Ask {
  readonly id: string;
  readonly merchantId: string;
  readonly context: GraphContext;
  readonly parts: ResolverParts;
  readonly cases: DataLoader<string, CaseWithNeighbours | null>;
}

const then = <View, Node extends NodeType>(view: View | null | undefined, map: (view: View) => Node): Node | null =>
  view ? map(view) : null;

/** How a thing of each kind is found. What is not the merchant's own is not there. */
const FINDERS: Partial<Record<IdKind, (ask: Ask) => Promise<FoundNode>>> = {
  merchant: async ({ id, merchantId, context }) =>
    privateId('merchant', id) === merchantId ? then(await merchantById(context.db, merchantId), toMerchant) : null,
  user: async ({ id, context }) => then(await loaded('user', id, (key) => context.loaders.user.load(key)), toUser),
  source: async ({ id, context }) =>
    then(await loaded('source', id, async (key) => (await visibleSources(context)).get(key)), toSource),
  order: async ({ id, context }) => then(await loaded('order', id, (key) => context.loaders.order.load(key)), toOrder),
  ticket: async ({ id, context }) => {
    const view = await loaded('ticket', id, (key) => context.loaders.ticket.load(key));
    return view && toTicket(view, await sourceOf(view.sourceId, context));
  },
  shipment: async ({ id, context, parts }) =>
    then(await loaded('shipment', id, (key) => context.loaders.shipment.load(key)), (view) =>
      toShipment(view, parts.carrierName),
    ),
  node: async ({ id, merchantId, context }) => {
    const code = nodeCodeOf(id);
    return then(code === null ? null : await nodeByCode(context.db, merchantId, code), (place) => ({
      id: publicNodeId(place.code),
      code: place.code,
      name: place.name ?? place.code,
    }));
  },
  milestone: async ({ id, merchantId, context }) => {
    const key = privateMilestoneId(id);
    return then(key && (await milestoneById(context.db, merchantId, key)), (view) =>
      toMilestone(view, seesRaw(context)),
    );
  },
  case: async ({ id, context, parts, cases }) =>
    then(await loaded('case', id, (key) => cases.load(key)), (found) => toCase(found, context.now, parts.carrierName)),
  activity: async ({ id, merchantId, context }) => {
    const key = privateActivityId(id);
    return then(key && (await activityById(context.db, merchantId, key)), toActivity);
  },
  message: async ({ id, context }) =>
    then(await loaded('message', id, (key) => context.loaders.message.load(key)), toMessage),
  incident: async ({ id, context }) =>
    then(await loaded('incident', id, (key) => context.loaders.incident.load(key)), toIncident),
  deadLetter: async ({ id, merchantId, context }) => {
    const view = await loaded('deadLetter', id, (key) => deadLetterById(context.db, merchantId, key));
    const source = view && (await visibleSources(context)).get(view.sourceId);
    return source ? toDeadLetter(view, toSource(source), seesRaw(context)) : null;
  },
};

async function loaded<View>(
  kind: IdKind,
  id: string,
  load: (id: string) => Promise<View | null | undefined>,
): Promise<View | null> {
  const key = privateId(kind, id);
  return (key && (await load(key))) || null;
}

/** Cases that are asked for together are read by one statement, with just the columns that are selected. */
const caseLoader = (context: GraphContext, merchantId: string, selection: Selection): Ask['cases'] =>
  new DataLoader(async (ids) => {
    const found = await casesByIds(context.db, merchantId, ids, caseSelection(selection));
    const byId = new Map(found.map((one) => [one.view.id, one]));
    return ids.map((id) => byId.get(id) ?? null);
  });

const MOST_IDS = 200;

/**
 * Things by their outside ids, in the same order; null where there is none, or none for whoever asks.
 * @throws UNAUTHENTICATED, FORBIDDEN; BAD_USER_INPUT for more than 200
 */
export async function findNodes(
  parts: ResolverParts,
  context: GraphContext,
  ids: readonly string[],
  selection: Selection,
): Promise<readonly FoundNode[]> {
  const { merchantId } = viewerOf(context);
  if (ids.length > MOST_IDS)
    throw refuse('BAD_USER_INPUT', `At most ${MOST_IDS} ids at a time; these are ${ids.length}.`);
  const cases = caseLoader(context, merchantId, selection);
  return Promise.all(ids.map((id) => find({ id, merchantId, context, parts, cases })));
}

async function find(ask: Ask): Promise<FoundNode> {
  const kind = kindOf(ask.id);
  const isPartner = viewerOf(ask.context).role === 'PARTNER';
  // What a partner may not see is not there for it.
  if (isPartner && kind !== 'source' && kind !== 'deadLetter') return null;
  if (!isPartner) readerOf(ask.context);
  const finder = kind && FINDERS[kind];
  return finder ? finder(ask) : null;
}
