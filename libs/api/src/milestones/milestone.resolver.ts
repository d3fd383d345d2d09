import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../context';
import { sourceOf } from '../sources/source-of';
import { SourceType } from '../sources/source.type';
import type { MilestoneList } from './milestone-list';
import { MilestoneConnection, MilestoneType, type MilestoneSource } from './milestone.type';

@Resolver(() => MilestoneType)
export class MilestoneResolver {
  @FieldResolver(() => SourceType, { description: 'Who reported it.' })
  source(@Root() { sourceId }: MilestoneSource, @Ctx() context: GraphContext): Promise<SourceType> {
    return sourceOf(sourceId, context);
  }
}

@Resolver(() => MilestoneConnection)
export class MilestoneConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many there are in all.' })
  totalCount(@Root() list: MilestoneList): Promise<number> {
    return list.total();
  }
}
