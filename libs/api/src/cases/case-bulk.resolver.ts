import type { CommandReply } from '@whereabouts/pipeline';
import { privateId } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, worksCases, type GraphContext } from '../context';
import { below, selectionOf } from '../schema/selection';
import { forbidden, notFound } from '../user-errors';
import { oneOfManyError, refusedAll, requestsOf, tooMany } from './bulk-requests';
import { BulkInput } from './case-commands.inputs';
import { BulkPayloadType } from './case.type';
import { readCases, refusedWith, roleOf } from './run-command';

/** One thing done to many cases. */
@Resolver()
export class CaseBulkResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Mutation(() => BulkPayloadType, {
    description:
      'The same for many cases at once. Each is done or refused by itself; the results come in order of the ids.',
  })
  async bulkUpdateCases(
    @Arg('input', () => BulkInput, { description: 'Which cases, and what.' }) input: BulkInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BulkPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return refusedAll(forbidden(viewer, 'work', 'work cases'));
    const over = tooMany(input.ids, 'ids');
    if (over) return refusedAll(over);
    const commands = requestsOf(input, 'ids');
    if (!Array.isArray(commands)) return refusedAll(commands);
    const ids = input.ids.map((id) => privateId('case', id));
    const caseIds = [...new Set(ids.filter((id) => id !== null))];
    const { merchantId, userId: actor } = viewer;
    const replies = await this.parts.pipeline.commandCases({
      merchantId,
      actor,
      role: roleOf(viewer),
      caseIds,
      commands,
    });
    const byId = new Map(caseIds.map((id, index): [string, CommandReply] => [id, replies[index]!]));
    const cases = await readCases(this.parts, context, caseIds, below(selectionOf(info), 'results', 'exceptionCase'));
    const results = ids.map((id) => {
      const reply = id === null ? undefined : byId.get(id);
      if (!reply) return refusedWith(notFound('case', 'ids'));
      return {
        exceptionCase: cases.get(id!) ?? null,
        userErrors: reply.ok ? [] : [oneOfManyError(reply, 'ids')],
        notice: null,
      };
    });
    return { updated: replies.filter(({ ok }) => ok).length, results, userErrors: [] };
  }
}
