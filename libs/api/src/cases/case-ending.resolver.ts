import { privateId } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, worksCases, type GraphContext } from '../context';
import { privateActivityId } from '../ids';
import { below, selectionOf } from '../schema/selection';
import { inputError, notFound } from '../user-errors';
import { CloseCaseInput, OpenCaseInput, ReopenCaseInput, UndoInput } from './case-commands.inputs';
import { CasePayloadType } from './case.type';
import { notAllowed, readCases, refusedWith, roleOf, runCommand } from './run-command';

/** How cases begin by hand, how they end, and how a step is taken back. */
@Resolver()
export class CaseEndingResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Mutation(() => CasePayloadType, {
    description: 'Opens a case by hand, or joins the one that is open for the same trouble: the notice says so.',
  })
  async openCase(
    @Arg('input', () => OpenCaseInput, { description: 'What it is about, and what is wrong.' }) input: OpenCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return notAllowed(viewer);
    const shipmentId = input.shipmentId ? privateId('shipment', input.shipmentId) : null;
    if (input.shipmentId && !shipmentId) return refusedWith(notFound('shipment', 'shipmentId'));
    const { kind, orderNumber, reference, reason, note } = input;
    const reply = await this.parts.pipeline.openCase({
      merchantId: viewer.merchantId,
      actor: viewer.userId,
      role: roleOf(viewer),
      kind,
      shipmentId: shipmentId ?? undefined,
      orderNumber: orderNumber ?? undefined,
      reference: reference ?? undefined,
      reason: reason ?? undefined,
      note: note ?? undefined,
    });
    if (!reply.ok) return refusedWith(inputError(reply));
    const { id } = reply.exceptionCase;
    const cases = await readCases(this.parts, context, [id], below(selectionOf(info), 'exceptionCase'));
    const notice = reply.joined
      ? `EX-${reply.exceptionCase.number} is open for this already; your note was added to it.`
      : null;
    return { exceptionCase: cases.get(id) ?? null, userErrors: [], notice };
  }

  @Mutation(() => CasePayloadType, { description: 'Closes a case: both tracks done, with a close code.' })
  closeCase(
    @Arg('input', () => CloseCaseInput, { description: 'Which case, and why there was trouble.' })
    input: CloseCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { closeCode, note } = input;
    return runCommand(this.parts, { ...input, command: { type: 'close', closeCode, note } }, context, info);
  }

  @Mutation(() => CasePayloadType, { description: 'Opens a closed case again, as a new cycle with clocks of its own.' })
  reopenCase(
    @Arg('input', () => ReopenCaseInput, { description: 'Which case, and why.' }) input: ReopenCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { note } = input;
    return runCommand(this.parts, { ...input, command: { type: 'reopen', note } }, context, info);
  }

  @Mutation(() => CasePayloadType, {
    description: 'Takes one step of a case back, where the world has not moved on; otherwise it says why not.',
  })
  async undo(
    @Arg('input', () => UndoInput, { description: 'Which step of which case.' }) input: UndoInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return notAllowed(viewer);
    const { caseId: id, activityId } = input;
    const entry = privateActivityId(activityId);
    if (!entry || entry.caseId !== privateId('case', id))
      return refusedWith(notFound('entry in the history of this case', 'activityId'));
    return runCommand(this.parts, { id, command: { type: 'undo', activityId: entry.id } }, context, info);
  }
}
