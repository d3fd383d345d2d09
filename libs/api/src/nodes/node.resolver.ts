import {
  activityById,
  casesByIds,
  deadLetterById,
  merchantById,
  milestoneById,
  nodeByCode,
  privateId,
  privateMilestoneId,
  type IdKind,
} from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { toActivity } from '../cases/activity.type';
import { caseSelection, toCase } from '../cases/case-mapping';
import { readerOf, seesRaw, viewerOf, type GraphContext } from '../context';
import { refuse } from '../errors';
import { kindOf, nodeCodeOf, privateActivityId, publicNodeId } from '../ids';
import { toIncident } from '../incidents/incident.type';
import { toMilestone } from '../milestones/milestone.type';
import { toOrder } from '../orders/order.type';
import { NodeType } from '../schema/common.type';
import { selectionOf, type Selection } from '../schema/selection';
import { toShipment } from '../shipments/shipment-mapping';
import { sourceOf } from '../sources/source-of';
import { toDeadLetter, toSource } from '../sources/source.type';
import { visibleSources } from '../sources/visible-sources';
import { toTicket } from '../tickets/ticket.type';
import { toMerchant, toUser } from '../users/user.type';

type Found = NodeType | null;
interface Ask {
  readonly id: string;
  readonly merchantId: string;
  readonly context: GraphContext;
  readonly selection: Selection;
  readonly parts: ResolverParts;
}

const then = <View, Node extends NodeType>(view: View | null | undefined, map: (view: View) => Node): Node | null =>
  view ? map(view) : null;

/** How a thing of each kind is found. What is not the merchant's own is not there. */
const FINDERS: Partial<Record<IdKind, (ask: Ask) => Promise<Found>>> = {
  merchant: async ({ id, merchantId, parts }) =>
    privateId('merchant', id) === merchantId ? then(await merchantById(parts.db, merchantId), toMerchant) : null,
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
  node: async ({ id, merchantId, parts }) => {
    const code = nodeCodeOf(id);
    return then(code === null ? null : await nodeByCode(parts.db, merchantId, code), (place) => ({
      id: publicNodeId(place.code),
      code: place.code,
      name: place.name ?? place.code,
    }));
  },
  milestone: async ({ id, merchantId, context, parts }) => {
    const key = privateMilestoneId(id);
    return then(key && (await milestoneById(parts.db, merchantId, key)), (view) => toMilestone(view, seesRaw(context)));
  },
  case: async ({ id, merchantId, context, parts, selection }) => {
    const read = async (key: string) => (await casesByIds(parts.db, merchantId, [key], caseSelection(selection)))[0];
    return then(await loaded('case', id, read), (found) => toCase(found, context.now, parts.carrierName));
  },
  activity: async ({ id, merchantId, parts }) => {
    const key = privateActivityId(id);
    return then(key && (await activityById(parts.db, merchantId, key)), toActivity);
  },
  incident: async ({ id, context }) =>
    then(await loaded('incident', id, (key) => context.loaders.incident.load(key)), toIncident),
  deadLetter: async ({ id, merchantId, context, parts }) => {
    const view = await loaded('deadLetter', id, (key) => deadLetterById(parts.db, merchantId, key));
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

@Resolver()
export class NodeResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => NodeType, { nullable: true, description: 'Anything by its id; null when there is no such thing.' })
  node(
    @Arg('id', () => ID, { description: 'As an earlier answer gave it.' }) id: string,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Found> {
    return this.find(id, context, info);
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description: 'Things by their ids, in the same order; null where there is none.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'At most 200.' }) ids: readonly string[],
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly Found[]> {
    if (ids.length > MOST_IDS)
      throw refuse('BAD_USER_INPUT', `At most ${MOST_IDS} ids at a time; these are ${ids.length}.`);
    return Promise.all(ids.map((id) => this.find(id, context, info)));
  }

  private async find(id: string, context: GraphContext, info: GraphQLResolveInfo): Promise<Found> {
    const viewer = viewerOf(context);
    const kind = kindOf(id);
    // What a partner may not see is not there for it.
    if (viewer.role === 'PARTNER' && kind !== 'source' && kind !== 'deadLetter') return null;
    const { merchantId } = viewer.role === 'PARTNER' ? viewer : readerOf(context);
    const finder = kind && FINDERS[kind];
    return finder ? finder({ id, merchantId, context, selection: selectionOf(info), parts: this.parts }) : null;
  }
}
