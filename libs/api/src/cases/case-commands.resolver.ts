import { privateId } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, worksCases, type GraphContext } from '../context';
import { notFound } from '../user-errors';
import {
  AddNoteInput,
  AssignCaseInput,
  MarkWaitingInput,
  RequestEvidenceInput,
  ResumeCaseInput,
  SnoozeCaseInput,
  TagCaseInput,
} from './case-commands.inputs';
import { CasePayloadType } from './case.type';
import { notAllowed, refusedWith, runCommand } from './run-command';

/** Everyday work on a case. */
@Resolver()
export class CaseCommandsResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Mutation(() => CasePayloadType, { description: 'Gives a case to somebody.' })
  async assignCase(
    @Arg('input', () => AssignCaseInput, { description: 'Which case, and to whom.' }) input: AssignCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return notAllowed(viewer);
    const ownerId = privateId('user', input.ownerId);
    const owner = ownerId && (await context.loaders.user.load(ownerId));
    if (!owner) return refusedWith(notFound('user', 'ownerId'));
    // Has one case more in a moment.
    context.loaders.user.clear(owner.id);
    return runCommand(this.parts, { ...input, command: { type: 'assign', ownerId: owner.id } }, context, info);
  }

  @Mutation(() => CasePayloadType, { description: 'Puts a case aside until a time; then it comes back by itself.' })
  snoozeCase(
    @Arg('input', () => SnoozeCaseInput, { description: 'Which case, and until when.' }) input: SnoozeCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { until } = input;
    return runCommand(this.parts, { ...input, command: { type: 'snooze', until } }, context, info);
  }

  @Mutation(() => CasePayloadType, {
    description: 'Says for whom a case waits; its clocks stand as far as the policy allows.',
  })
  markWaiting(
    @Arg('input', () => MarkWaitingInput, { description: 'Which case, and for whom.' }) input: MarkWaitingInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { on, note } = input;
    return runCommand(this.parts, { ...input, command: { type: 'wait', on, note } }, context, info);
  }

  @Mutation(() => CasePayloadType, { description: 'Takes up a case that waits.' })
  resumeCase(
    @Arg('input', () => ResumeCaseInput, { description: 'Which case.' }) input: ResumeCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    return runCommand(this.parts, { ...input, command: { type: 'resume' } }, context, info);
  }

  @Mutation(() => CasePayloadType, { description: 'Adds a note to the history of a case.' })
  addNote(
    @Arg('input', () => AddNoteInput, { description: 'Which case, and the note.' }) input: AddNoteInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { text } = input;
    return runCommand(this.parts, { ...input, command: { type: 'note', text } }, context, info);
  }

  @Mutation(() => CasePayloadType, { description: 'Adds tags to a case, and removes some.' })
  tagCase(
    @Arg('input', () => TagCaseInput, { description: 'Which case, and the tags.' }) input: TagCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { add, remove } = input;
    return runCommand(this.parts, { ...input, command: { type: 'tag', add, remove } }, context, info);
  }

  @Mutation(() => CasePayloadType, { description: 'Asks somebody for evidence; the case waits for it.' })
  requestEvidence(
    @Arg('input', () => RequestEvidenceInput, { description: 'Which case, whom, and for what.' })
    input: RequestEvidenceInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { from, items } = input;
    return runCommand(this.parts, { ...input, command: { type: 'request-evidence', from, items } }, context, info);
  }
}
