import { deadLetterPage, deadLetterTotal, privateId, type DeadLetterView } from '@whereabouts/store';
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { may, seesRaw, viewerOf, type GraphContext } from '../context';
import { ForwardArgs, pageRequest, toConnection, type Connection } from '../schema/connection';
import { byId } from '../schema/list-order';
import { forbidden, notFound } from '../user-errors';
import {
  DeadLetterConnection,
  ReplayInput,
  ReplayPayloadType,
  SourceType,
  toDeadLetter,
  toSource,
  type DeadLetterType,
  type SourceSource,
} from './source.type';
import { SourceHealthType, toSourceHealth } from './source-health.type';
import { onlySources, visibleSources } from './visible-sources';

const DEAD_LETTERS = byId<DeadLetterView>('deadLetters');

@Resolver(() => SourceType)
export class SourceResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => [SourceType], {
    description: "All sources of the merchant that are not removed; a partner sees its own plugin's.",
  })
  async sources(@Ctx() context: GraphContext): Promise<readonly SourceSource[]> {
    const views = await visibleSources(context);
    return [...views.values()].filter(({ isRemoved }) => !isRemoved).map(toSource);
  }

  @FieldResolver(() => SourceHealthType, { description: 'How it fares.' })
  async health(@Root() { insideId, name }: SourceSource, @Ctx() { loaders }: GraphContext): Promise<SourceHealthType> {
    const healthOf = await loaders.health();
    return toSourceHealth(name, healthOf(insideId), this.parts.clock());
  }

  @Query(() => DeadLetterConnection, {
    description: "What could not be used, the latest first; a partner sees its own plugin's.",
  })
  async deadLetters(
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: GraphContext,
  ): Promise<Connection<DeadLetterType>> {
    const { merchantId } = viewerOf(context);
    const only = await onlySources(context);
    const page = await deadLetterPage(context.db, merchantId, only, pageRequest(args, DEAD_LETTERS));
    const sources = await context.loaders.sources();
    return toConnection(page, DEAD_LETTERS, (view) =>
      toDeadLetter(view, toSource(sources.get(view.sourceId)!), seesRaw(context)),
    );
  }

  @Mutation(() => ReplayPayloadType, { description: 'Tries again what could not be used.' })
  async replayDeadLetters(
    @Arg('input', () => ReplayInput, { description: 'Which of them.' }) input: ReplayInput,
    @Ctx() context: GraphContext,
  ): Promise<ReplayPayloadType> {
    const viewer = viewerOf(context);
    const { merchantId } = viewer;
    const refused = (error: ReturnType<typeof forbidden>): ReplayPayloadType => ({
      replayed: 0,
      stillFailing: 0,
      userErrors: [error],
    });
    if (!may(viewer, 'replay')) return refused(forbidden(viewer, 'replay', 'replay dead letters'));
    const ids = input.ids?.map((id) => privateId('deadLetter', id));
    const known = ids?.filter((id) => id !== null);
    if (known && known.length !== ids?.length) return refused(notFound('dead letter', 'ids'));
    const sourceId = input.sourceId ? privateId('source', input.sourceId) : undefined;
    if (sourceId === null) return refused(notFound('source', 'sourceId'));
    return { ...(await this.parts.pipeline.replayDeadLetters({ merchantId, ids: known, sourceId })), userErrors: [] };
  }
}

@Resolver(() => DeadLetterConnection)
export class DeadLetterConnectionResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => Int, { description: 'How many there are in all; exact up to 10,000.' })
  async totalCount(@Ctx() context: GraphContext): Promise<number> {
    return deadLetterTotal(context.db, viewerOf(context).merchantId, await onlySources(context));
  }
}
