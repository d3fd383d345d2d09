import { nextStepsOf } from '@whereabouts/model';
import { activityPage, HISTORY_START, isUuid, type ActivityView, type Page } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, seesRaw, type GraphContext } from '../context';
import { messagesOfCase } from '../messages/message.resolver';
import { MessageType, type MessageSource } from '../messages/message.type';
import { MilestoneType, toMilestone, type MilestoneSource } from '../milestones/milestone.type';
import { OrderType, toOrder, type OrderSource } from '../orders/order.type';
import { ForwardArgs, pageRequest, toConnection, type Connection } from '../schema/connection';
import { byId } from '../schema/list-order';
import { selectionOf } from '../schema/selection';
import { ticketsById, ticketsOf } from '../tickets/ticket.resolver';
import { TicketType } from '../tickets/ticket.type';
import { toUser, UserType } from '../users/user.type';
import { ActivityConnection, toActivity, type ActivityType } from './activity.type';
import { toCase, type CaseSource, type CustomerTrackSource, type DetectionSource } from './case-mapping';
import { caseSelection } from './case-selection';
import { CaseType, DetectionType, NextStepType } from './case.type';
import { CustomerTrackType } from './tracks.type';

@Resolver(() => CaseType)
export class CaseFieldsResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => OrderType, { nullable: true, description: 'The order that it is about, where it is known.' })
  async order(@Root() { orderId }: CaseSource, @Ctx() { loaders }: GraphContext): Promise<OrderSource | null> {
    const view = orderId ? await loaders.order.load(orderId) : null;
    return view && toOrder(view);
  }

  @FieldResolver(() => [TicketType], {
    description: 'Tickets of its order and of the parcels of that; those that it rests on where no order is known.',
  })
  async tickets(@Root() root: CaseSource, @Ctx() context: GraphContext): Promise<readonly TicketType[]> {
    const { orderId, detection } = root;
    return orderId ? ticketsOf(orderId, context) : ticketsById(detection.ticketIds, context);
  }

  @FieldResolver(() => [MessageType], {
    description: 'What the customer was told, or is to be told, in this case: in order of time, the newest 100.',
  })
  messages(@Root() { insideId }: CaseSource, @Ctx() context: GraphContext): Promise<readonly MessageSource[]> {
    return messagesOfCase(insideId, context);
  }

  @FieldResolver(() => [CaseType], {
    description:
      'Other cases that have something to do with it: of the same shipment first, then of the same order, customer, address and lane; of each the latest first, 10 at most.',
  })
  async related(
    @Root() { insideId }: CaseSource,
    @Ctx() { loaders, now }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly CaseSource[]> {
    const related = await loaders.related(caseSelection(selectionOf(info))).load(insideId);
    return related.map((one) => toCase(one, now, this.parts.carrierName));
  }

  @FieldResolver(() => [NextStepType], { description: 'What to do next, the first thing first.' })
  nextSteps(@Root() { view }: CaseSource, @Ctx() context: GraphContext): readonly NextStepType[] {
    return nextStepsOf(view, this.parts.policyOf(viewerOf(context).merchantId), context.now);
  }

  @FieldResolver(() => ActivityConnection, { description: 'What was done, oldest first.' })
  async activity(
    @Root() { insideId }: CaseSource,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: GraphContext,
  ): Promise<Connection<ActivityType>> {
    const { merchantId } = viewerOf(context);
    const request = pageRequest(args, HISTORY);
    const page =
      request.after === null && request.limit < HISTORY_START
        ? startOf(await context.loaders.activityStart.load(insideId), request.limit)
        : await activityPage(context.db, merchantId, insideId, request);
    return toConnection(page, HISTORY, toActivity);
  }
}

const HISTORY = byId<ActivityView>('history');

/** The first page of a history of which the beginning is known. */
const startOf = (entries: readonly ActivityView[], limit: number): Page<ActivityView> => ({
  rows: entries.slice(0, limit),
  hasNextPage: entries.length > limit,
  hasPreviousPage: false,
});

@Resolver(() => DetectionType)
export class DetectionResolver {
  @FieldResolver(() => [MilestoneType], { description: 'The milestones that it rests on, in order of time.' })
  async milestones(@Root() root: DetectionSource, @Ctx() context: GraphContext): Promise<readonly MilestoneSource[]> {
    const lists = await context.loaders.milestonesOf.loadMany(root.subjectIds);
    const wanted = new Set(root.milestoneIds);
    return lists.flatMap((list) => {
      if (list instanceof Error) throw list;
      return list.filter(({ id }) => wanted.has(id)).map((view) => toMilestone(view, seesRaw(context)));
    });
  }

  @FieldResolver(() => [TicketType], { description: 'The tickets that it rests on, oldest first.' })
  async tickets(@Root() { ticketIds }: DetectionSource, @Ctx() context: GraphContext): Promise<readonly TicketType[]> {
    return ticketsById(ticketIds, context);
  }
}

@Resolver(() => CustomerTrackType)
export class CustomerTrackResolver {
  @FieldResolver(() => UserType, { nullable: true, description: 'Who decided or proposed it; null for the hub.' })
  async proposedBy(
    @Root() { proposerId }: CustomerTrackSource,
    @Ctx() { loaders }: GraphContext,
  ): Promise<UserType | null> {
    const view = proposerId && isUuid(proposerId) ? await loaders.user.load(proposerId) : null;
    return view && toUser(view);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who approved it.' })
  async approvedBy(
    @Root() { approverId }: CustomerTrackSource,
    @Ctx() { loaders }: GraphContext,
  ): Promise<UserType | null> {
    const view = approverId ? await loaders.user.load(approverId) : null;
    return view && toUser(view);
  }
}
