import { type CommandReply, type IncidentOrder, type IncidentReply } from '@whereabouts/pipeline';
import { privateId } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { oneOfManyError, refusedAll, requestsOf, tooMany } from '../cases/bulk-requests';
import { BulkPayloadType, CasePayloadType } from '../cases/case.type';
import { notAllowed, readCases, refusedWith, roleOf } from '../cases/run-command';
import { viewerOf, worksCases, type GraphContext } from '../context';
import type { UserErrorType } from '../schema/common.type';
import { below, selectionOf, type Selection } from '../schema/selection';
import { forbidden, inputError, notFound } from '../user-errors';
import {
  DecideIncidentInput,
  IncidentPayloadType,
  IncidentWorkPayloadType,
  LinkCasesInput,
  toIncident,
  UnlinkCaseInput,
  WorkIncidentInput,
} from './incident.type';

const refusedDecision = (...userErrors: readonly UserErrorType[]): IncidentPayloadType => ({
  incident: null,
  userErrors,
});
const refusedWork = (...userErrors: readonly UserErrorType[]): IncidentWorkPayloadType => ({
  ...refusedDecision(...userErrors),
  updated: 0,
  results: [],
});
/** Deciding about incidents, and working them. */
@Resolver()
export class IncidentCommandsResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Mutation(() => IncidentPayloadType, { description: 'Says that the cases of an incident are one trouble.' })
  acceptIncident(
    @Arg('input', () => DecideIncidentInput, { description: 'Which incident.' }) input: DecideIncidentInput,
    @Ctx() context: GraphContext,
  ): Promise<IncidentPayloadType> {
    return this.decide(input, context, (order) => this.parts.pipeline.incidents.accept(order));
  }

  @Mutation(() => IncidentPayloadType, {
    description:
      'Says that an incident is none. Its cases are let go within seconds, and the same is not offered again for a while; what waited for a silent source waits no longer.',
  })
  dismissIncident(
    @Arg('input', () => DecideIncidentInput, { description: 'Which incident.' }) input: DecideIncidentInput,
    @Ctx() context: GraphContext,
  ): Promise<IncidentPayloadType> {
    return this.decide(input, context, (order) => this.parts.pipeline.incidents.dismiss(order));
  }

  @Mutation(() => BulkPayloadType, {
    description: 'Puts cases into an incident, out of the one that they were in. The results come in order of the ids.',
  })
  async linkCases(
    @Arg('input', () => LinkCasesInput, { description: 'Which cases, and into which incident.' }) input: LinkCasesInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BulkPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return refusedAll(forbidden(viewer, 'work', 'work cases'));
    const over = tooMany(input.caseIds, 'caseIds');
    if (over) return refusedAll(over);
    const incidentId = privateId('incident', input.incidentId);
    if (!incidentId) return refusedAll(notFound('incident', 'incidentId'));
    const selection = below(selectionOf(info), 'results', 'exceptionCase');
    const results = await this.link(input.caseIds, incidentId, context, selection, 'caseIds');
    const done = input.caseIds.filter((_, index) => results[index]!.userErrors.length === 0);
    return { updated: new Set(done).size, results, userErrors: [] };
  }

  @Mutation(() => CasePayloadType, { description: 'Takes a case out of its incident.' })
  async unlinkCase(
    @Arg('input', () => UnlinkCaseInput, { description: 'Which case.' }) input: UnlinkCaseInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return notAllowed(viewer);
    const [result] = await this.link([input.id], null, context, below(selectionOf(info), 'exceptionCase'), 'id');
    return result!;
  }

  @Mutation(() => IncidentWorkPayloadType, {
    description: 'The same for every open case of an incident. Each is done or refused by itself.',
  })
  async workIncident(
    @Arg('input', () => WorkIncidentInput, { description: 'Which incident, and what.' }) input: WorkIncidentInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<IncidentWorkPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return refusedWork(forbidden(viewer, 'work', 'work cases'));
    const commands = requestsOf(input, 'id');
    if (!Array.isArray(commands)) return refusedWork(commands);
    const incidentId = privateId('incident', input.id);
    if (!incidentId) return refusedWork(notFound('incident', 'id'));
    const { merchantId, userId: actor } = viewer;
    const reply = await this.parts.pipeline.incidents.work({
      merchantId,
      incidentId,
      actor,
      role: roleOf(viewer),
      commands,
    });
    if (!reply.ok)
      return {
        incident: reply.incident && toIncident(reply.incident),
        userErrors: [inputError(reply)],
        updated: 0,
        results: [],
      };
    const ids = reply.replies.flatMap(({ exceptionCase }) => (exceptionCase ? [exceptionCase.id] : []));
    const results = await this.results(
      ids,
      reply.replies,
      context,
      below(selectionOf(info), 'results', 'exceptionCase'),
      'id',
    );
    return {
      incident: toIncident(reply.incident),
      userErrors: [],
      updated: reply.replies.filter(({ ok }) => ok).length,
      results,
    };
  }

  private async decide(
    { id }: DecideIncidentInput,
    context: GraphContext,
    run: (order: IncidentOrder) => Promise<IncidentReply>,
  ): Promise<IncidentPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return refusedDecision(forbidden(viewer, 'work', 'work cases'));
    const incidentId = privateId('incident', id);
    if (!incidentId) return refusedDecision(notFound('incident', 'id'));
    const reply = await run({ merchantId: viewer.merchantId, incidentId, actor: viewer.userId });
    return {
      incident: reply.incident && toIncident(reply.incident),
      userErrors: reply.ok ? [] : [inputError(reply)],
    };
  }

  /** Ids that cannot be read are of no case. @param whose the field that names the cases */
  private async link(
    outsideIds: readonly string[],
    incidentId: string | null,
    context: GraphContext,
    selection: Selection,
    whose: string,
  ): Promise<readonly CasePayloadType[]> {
    const { merchantId, userId: actor } = viewerOf(context);
    const ids = outsideIds.map((id) => privateId('case', id));
    const caseIds = ids.filter((id) => id !== null);
    const replies =
      caseIds.length === 0 ? [] : await this.parts.pipeline.incidents.link({ merchantId, actor, incidentId, caseIds });
    const results = await this.results(caseIds, replies, context, selection, whose);
    const byId = new Map(caseIds.map((id, index) => [id, results[index]!]));
    return ids.map((id) => (id === null ? refusedWith(notFound('case', whose)) : byId.get(id)!));
  }

  private async results(
    ids: readonly string[],
    replies: readonly CommandReply[],
    context: GraphContext,
    selection: Selection,
    whose: string,
  ): Promise<readonly CasePayloadType[]> {
    const cases = await readCases(this.parts, context, ids, selection);
    return replies.map((reply) => ({
      exceptionCase: (reply.exceptionCase && cases.get(reply.exceptionCase.id)) ?? null,
      userErrors: reply.ok ? [] : [oneOfManyError(reply, whose)],
      notice: null,
    }));
  }
}
