import { BULK_LIMIT, type CaseRequest, type CommandReply } from '@whereabouts/pipeline';
import { privateId } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, worksCases, type GraphContext } from '../context';
import type { UserErrorType } from '../schema/common.type';
import { below, selectionOf } from '../schema/selection';
import { forbidden, notFound } from '../user-errors';
import { BulkInput } from './case-commands.inputs';
import { BulkPayloadType } from './case.type';
import { inputError, readCases, refusedWith, roleOf } from './run-command';

const refusedAll = (...userErrors: readonly UserErrorType[]): BulkPayloadType => ({
  updated: 0,
  results: [],
  userErrors,
});

const invalid = (message: string, field: string): UserErrorType => ({
  code: 'INVALID',
  message,
  field: ['input', field],
});

/** What is asked of each case, in this order; or why nothing can be. */
function requestsOf({ ids, assignTo, snoozeUntil, addTags, closeCode }: BulkInput): CaseRequest[] | UserErrorType {
  if (ids.length > BULK_LIMIT)
    return invalid(`At most ${BULK_LIMIT} cases at once, these are ${ids.length}: send them in parts.`, 'ids');
  const ownerId = assignTo ? privateId('user', assignTo) : null;
  if (assignTo && !ownerId) return notFound('user', 'assignTo');
  if (snoozeUntil && closeCode)
    return invalid('A case is put aside or closed, not both: leave one out.', 'snoozeUntil');
  const requests: CaseRequest[] = [];
  if (ownerId) requests.push({ type: 'assign', ownerId });
  if (addTags?.length) requests.push({ type: 'tag', add: addTags });
  if (snoozeUntil) requests.push({ type: 'snooze', until: snoozeUntil });
  if (closeCode) requests.push({ type: 'close', closeCode });
  return requests.length === 0 ? invalid('Say what is to be done with the cases.', 'ids') : requests;
}

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
    if (!worksCases(viewer)) return refusedAll(forbidden('work cases'));
    const commands = requestsOf(input);
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
    const cases = await readCases(this.parts, viewer, caseIds, below(selectionOf(info), 'results', 'exceptionCase'));
    const results = ids.map((id) => {
      const reply = id === null ? undefined : byId.get(id);
      if (!reply) return refusedWith(notFound('case', 'ids'));
      return {
        exceptionCase: cases.get(id!) ?? null,
        userErrors: reply.ok ? [] : [inputError(reply)],
        notice: null,
      };
    });
    return { updated: replies.filter(({ ok }) => ok).length, results, userErrors: [] };
  }
}
