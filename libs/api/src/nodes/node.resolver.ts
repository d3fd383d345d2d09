import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import type { GraphContext } from '../context';
import { NodeType } from '../schema/common.type';
import { selectionOf } from '../schema/selection';
import { findNodes, type FoundNode } from './find-nodes';

@Resolver()
export class NodeResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => NodeType, { nullable: true, description: 'Anything by its id; null when there is no such thing.' })
  async node(
    @Arg('id', () => ID, { description: 'As an earlier answer gave it.' }) id: string,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FoundNode> {
    return (await findNodes(this.parts, context, [id], selectionOf(info)))[0]!;
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description: 'Things by their ids, in the same order; null where there is none.',
  })
  async nodes(
    @Arg('ids', () => [ID], { description: 'At most 200.' }) ids: readonly string[],
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly FoundNode[]> {
    return findNodes(this.parts, context, ids, selectionOf(info));
  }
}
