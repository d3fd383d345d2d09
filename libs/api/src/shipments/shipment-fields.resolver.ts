import type { SourcedValue } from '@whereabouts/model';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { toCase, type CaseSource } from '../cases/case-mapping';
import { CaseType } from '../cases/case.type';
import type { GraphContext } from '../context';
import { milestoneList, type MilestoneList } from '../milestones/milestone-list';
import { MilestoneConnection } from '../milestones/milestone.type';
import { OrderType, toOrder, type OrderSource } from '../orders/order.type';
import { selectionOf } from '../schema/selection';
import { sourceOf } from '../sources/source-of';
import { SourceType } from '../sources/source.type';
import type { ShipmentSource } from './shipment-mapping';
import { ShipmentType, SourcedValueType } from './shipment.type';

@ArgsType()
class MilestonesArgs {
  @Field(() => Int, { nullable: true, defaultValue: 100, description: 'How many from the beginning, at most 200.' })
  first!: number | null;
  @Field(() => String, { nullable: true, description: 'Cursor after which the page begins.' }) after?: string | null;
  @Field(() => Int, { nullable: true, description: 'How many from the end, at most 200; counts instead of first.' })
  last?: number | null;
  @Field(() => String, { nullable: true, description: 'Cursor before which the page ends.' }) before?: string | null;
}

@Resolver(() => ShipmentType)
export class ShipmentFieldsResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => OrderType, { nullable: true, description: 'The order that it belongs to, where it is known.' })
  async order(@Root() { orderId }: ShipmentSource, @Ctx() { loaders }: GraphContext): Promise<OrderSource | null> {
    const view = orderId ? await loaders.order.load(orderId) : null;
    return view && toOrder(view);
  }

  @FieldResolver(() => MilestoneConnection, {
    description: 'What was reported of it, and of its order before there was a parcel; in order of time.',
  })
  milestones(
    @Root() { insideId, orderId, milestonesAhead }: ShipmentSource,
    @Args(() => MilestonesArgs) args: Partial<MilestonesArgs>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): MilestoneList | Promise<MilestoneList> {
    const subjects = orderId ? [insideId, orderId] : [insideId];
    return milestoneList(subjects, args, selectionOf(info), context, milestonesAhead);
  }

  @FieldResolver(() => [CaseType], { description: 'Its cases, oldest first.' })
  async cases(
    @Root() { insideId }: ShipmentSource,
    @Arg('open', () => Boolean, { nullable: true, description: 'True: only open ones; false: only closed ones.' })
    open: boolean | null | undefined,
    @Ctx() { loaders, now }: GraphContext,
  ): Promise<readonly CaseSource[]> {
    const cases = await loaders.casesOfShipment.load(insideId);
    return cases
      .filter(({ view }) => open === null || open === undefined || open === (view.status !== 'CLOSED'))
      .map((one) => toCase(one, now, this.parts.carrierName));
  }
}

@Resolver(() => SourcedValueType)
export class SourcedValueResolver {
  @FieldResolver(() => SourceType, { description: 'Who says so.' })
  source(@Root() { sourceId }: SourcedValue, @Ctx() context: GraphContext): Promise<SourceType> {
    return sourceOf(sourceId, context);
  }
}
