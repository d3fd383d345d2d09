import { merchantById, privateId, privateMilestoneId, type IdKind } from '@whereabouts/store';
import type { ResolverParts } from '../api-parts';
import { toActivity } from '../cases/activity.type';
import { toCase } from '../cases/case-mapping';
import { readerOf, seesRaw, viewerOf, type GraphContext } from '../context';
import { refuse } from '../errors';
import { kindOf, nodeCodeOf, privateActivityId, publicNodeId } from '../ids';
import { toIncident } from '../incidents/incident.type';
import { toMessage } from '../messages/message.type';
import { toMilestone } from '../milestones/milestone.type';
import { nodeLoaders, type NodeLoaders } from './node-loaders';
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
  readonly nodes: NodeLoaders;
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
  node: async ({ id, nodes }) => {
    const code = nodeCodeOf(id);
    return then(code === null ? null : await nodes.place.load(code), (place) => ({
      id: publicNodeId(place.code),
      code: place.code,
      name: place.name ?? place.code,
    }));
  },
  milestone: async ({ id, context, nodes }) => {
    const key = privateMilestoneId(id);
    return then(key && (await nodes.milestone.load(key)), (view) => toMilestone(view, seesRaw(context)));
  },
  case: async ({ id, context, parts, nodes }) =>
    then(await loaded('case', id, (key) => nodes.case.load(key)), (found) =>
      toCase(found, context.now, parts.carrierName),
    ),
  activity: async ({ id, nodes }) => {
    const key = privateActivityId(id);
    return then(key && (await nodes.activity.load(key)), toActivity);
  },
  message: async ({ id, context }) =>
    then(await loaded('message', id, (key) => context.loaders.message.load(key)), toMessage),
  incident: async ({ id, context }) =>
    then(await loaded('incident', id, (key) => context.loaders.incident.load(key)), toIncident),
  deadLetter: async ({ id, context, nodes }) => {
    const view = await loaded('deadLetter', id, (key) => nodes.deadLetter.load(key));
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
  const nodes = nodeLoaders(context, selection);
  const finding = new Map(
    [...new Set(ids)].map((id) => [id, find({ id, merchantId, context, parts, nodes })] as const),
  );
  return Promise.all(ids.map((id) => finding.get(id)!));
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
