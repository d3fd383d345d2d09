import type { CaseRequest } from '@whereabouts/pipeline';
import { casesByIds, privateId } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, worksCases, type GraphContext } from '../context';
import { below, selectionOf } from '../schema/selection';
import { forbidden, notFound, toUserError } from '../user-errors';
import { caseSelection, toCase } from './case-mapping';
import { AssignCaseInput, CloseCaseInput } from './case.inputs';
import { CasePayloadType } from './case.type';

interface Order {
  readonly id: string;
  readonly expectedVersion?: number | null;
  readonly command: CaseRequest;
}

const NOT_ALLOWED: CasePayloadType = { exceptionCase: null, userErrors: [forbidden('work cases')] };

@Resolver()
export class CaseCommandsResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Mutation(() => CasePayloadType, { description: 'Gives a case to somebody.' })
  async assignCase(
    @Arg('input', () => AssignCaseInput, { description: 'Which case, and to whom.' }) input: AssignCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    if (!worksCases(viewerOf(context))) return NOT_ALLOWED;
    const ownerId = privateId('user', input.ownerId);
    const owner = ownerId && (await context.loaders.user.load(ownerId));
    if (!owner) return { exceptionCase: null, userErrors: [notFound('user', 'ownerId')] };
    return this.act({ ...input, command: { type: 'assign', ownerId: owner.id } }, context, info);
  }

  @Mutation(() => CasePayloadType, { description: 'Closes a case.' })
  closeCase(
    @Arg('input', () => CloseCaseInput, { description: 'Which case, and why there was trouble.' })
    input: CloseCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { closeCode, note } = input;
    return this.act({ ...input, command: { type: 'close', closeCode, note } }, context, info);
  }

  /** A refusal brings the case as it stands, so that nothing is typed twice. */
  private async act(order: Order, context: GraphContext, info: GraphQLResolveInfo): Promise<CasePayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return NOT_ALLOWED;
    const caseId = privateId('case', order.id);
    if (!caseId) return { exceptionCase: null, userErrors: [notFound('case', 'id')] };
    const reply = await this.parts.pipeline.commandCase({
      merchantId: viewer.merchantId,
      actor: viewer.userId,
      role: viewer.role,
      caseId,
      command: order.command,
      expectedVersion: order.expectedVersion ?? undefined,
    });
    const selection = caseSelection(below(selectionOf(info), 'exceptionCase'));
    const [found] = reply.exceptionCase ? await casesByIds(this.parts.db, viewer.merchantId, [caseId], selection) : [];
    return {
      exceptionCase: found ? toCase(found, this.parts.clock(), this.parts.carrierName) : null,
      userErrors: reply.ok ? [] : [toUserError(reply)],
    };
  }
}
