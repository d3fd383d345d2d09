import type { ExceptionKind, PolicyProblem, WhatIfKind } from '@whereabouts/model';
import type { Refusal, SlaMoves } from '@whereabouts/pipeline';
import {
  policyVersion,
  policyVersionAt,
  policyVersionsBefore,
  publicId,
  type StoredPolicyVersion,
} from '@whereabouts/store';
import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Instant } from '@whereabouts/model';
import type { ResolverParts } from '../api-parts';
import { may, viewerOf, type GraphContext, type Viewer } from '../context';
import { refuse } from '../errors';
import type { UserErrorType } from '../schema/common.type';
import { ForwardArgs, pageRequest, toConnection, type Connection } from '../schema/connection';
import type { ListOrder } from '../schema/list-order';
import { DateTime } from '../schema/scalars';
import { forbidden, toUserError } from '../user-errors';
import {
  ApplyPolicyInput,
  ApplyPolicyPayloadType,
  CheckPolicyInput,
  CheckPolicyPayloadType,
  PolicySlaPreviewType,
  PolicyVersionConnection,
  PolicyVersionType,
  PolicyWhatIfType,
  problemErrors,
  SwitchSurgeInput,
  SwitchSurgePayloadType,
  toPolicyVersion,
  type SlaMovesType,
  type WhatIfKindType,
} from './policy.type';

/** @throws UNAUTHENTICATED, FORBIDDEN */
function policyReaderOf(context: GraphContext): Viewer {
  const viewer = viewerOf(context);
  if (may(viewer, 'readPolicy')) return viewer;
  throw refuse('FORBIDDEN', forbidden(viewer, 'readPolicy', 'read policies').message);
}

const refused = (refusal: Refusal): UserErrorType[] => [
  toUserError({ ...refusal, field: refusal.field && ['input', ...refusal.field] }),
];

/** Why a draft was not tried. */
const draftErrors = (
  reply: ({ readonly ok: false } & Refusal) | { readonly ok: false; readonly problems: readonly PolicyProblem[] },
): UserErrorType[] => ('problems' in reply ? problemErrors(reply.problems, 'document') : [toUserError(reply)]);

const VERSIONS: ListOrder<StoredPolicyVersion> = {
  name: 'policies',
  parts: ['int'],
  keyOf: ({ version }) => [version],
};

@Resolver()
export class PolicyResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => PolicyVersionType, {
    nullable: true,
    description:
      'A version of the policy: the one named, or the one in force at a moment, now unless said. Null: the defaults.',
  })
  async policy(
    @Arg('version', () => Int, { nullable: true, description: 'Its number.' }) version: number | null | undefined,
    @Arg('at', () => DateTime, { nullable: true, description: 'When it is or was in force.' })
    at: Instant | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<PolicyVersionType | null> {
    const { merchantId } = policyReaderOf(context);
    const { db } = context;
    const stored =
      version != null
        ? await policyVersion(db, merchantId, version)
        : await policyVersionAt(db, merchantId, at ?? context.now);
    return stored && toPolicyVersion(stored);
  }

  @Query(() => PolicyVersionConnection, { description: 'All versions of the policy, the latest first.' })
  async policies(
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: GraphContext,
  ): Promise<Connection<PolicyVersionType>> {
    const { merchantId } = policyReaderOf(context);
    const { limit, after } = pageRequest(args, VERSIONS);
    const before = after === null ? null : Number(after[0]);
    const rows = await policyVersionsBefore(context.db, merchantId, before, limit + 1);
    return toConnection(
      { rows: rows.slice(0, limit), hasNextPage: rows.length > limit, hasPreviousPage: before !== null },
      VERSIONS,
      toPolicyVersion,
    );
  }

  @Mutation(() => CheckPolicyPayloadType, {
    description: 'Says what is wrong with a policy document and what it would change. Changes nothing.',
  })
  async checkPolicy(
    @Arg('input', () => CheckPolicyInput, { description: 'The document.' }) { document }: CheckPolicyInput,
    @Ctx() context: GraphContext,
  ): Promise<CheckPolicyPayloadType> {
    const viewer = viewerOf(context);
    if (!may(viewer, 'readPolicy'))
      return { against: null, differences: [], userErrors: [forbidden(viewer, 'readPolicy', 'check policies')] };
    const checked = await this.parts.pipeline.policies.check({ merchantId: viewer.merchantId, document });
    return checked.ok
      ? { against: checked.against, differences: checked.differences, userErrors: [] }
      : { against: null, differences: [], userErrors: problemErrors(checked.problems, 'input', 'document') };
  }

  @Mutation(() => ApplyPolicyPayloadType, { description: 'Makes a policy document the next version.' })
  async applyPolicy(
    @Arg('input', () => ApplyPolicyInput, { description: 'The document.' })
    { document, effectiveFrom, note }: ApplyPolicyInput,
    @Ctx() context: GraphContext,
  ): Promise<ApplyPolicyPayloadType> {
    const viewer = viewerOf(context);
    const none = (userErrors: UserErrorType[]): ApplyPolicyPayloadType => ({
      policy: null,
      differences: [],
      userErrors,
    });
    if (!may(viewer, 'administer')) return none([forbidden(viewer, 'administer', 'apply policies')]);
    const applied = await this.parts.pipeline.policies.apply({
      merchantId: viewer.merchantId,
      document,
      effectiveFrom: effectiveFrom ?? undefined,
      note: note ?? undefined,
      actor: viewer.userId,
    });
    if (applied.ok)
      return { policy: toPolicyVersion(applied.version), differences: applied.differences, userErrors: [] };
    return none('problems' in applied ? problemErrors(applied.problems, 'input', 'document') : refused(applied));
  }

  @Mutation(() => SwitchSurgePayloadType, {
    description: 'Switches a surge set of the policy on for a period, or off.',
  })
  async switchSurge(
    @Arg('input', () => SwitchSurgeInput, { description: 'Which set, and when.' }) input: SwitchSurgeInput,
    @Ctx() context: GraphContext,
  ): Promise<SwitchSurgePayloadType> {
    const viewer = viewerOf(context);
    if (!may(viewer, 'administer'))
      return { period: null, userErrors: [forbidden(viewer, 'administer', 'switch surge sets')] };
    const reply = await this.parts.pipeline.policies.switchSurge({
      merchantId: viewer.merchantId,
      surge: input.surge,
      isOn: input.on,
      from: input.from ?? undefined,
      to: input.to ?? undefined,
      note: input.note ?? undefined,
      actor: viewer.userId,
    });
    if (!reply.ok) return { period: null, userErrors: refused(reply) };
    const { surge, isOn: on, from, to } = reply.switched;
    return { period: { surge, on, from, to }, userErrors: [] };
  }

  @Query(() => PolicyWhatIfType, {
    description: 'Replays the last days under a draft, and tells which cases it would have opened, missed or moved.',
  })
  async policyWhatIf(
    @Arg('document', () => String, { description: 'The draft, in YAML or JSON.' }) document: string,
    @Arg('days', () => Int, { description: 'How far back, from 1 to 366.' }) days: number,
    @Arg('surges', () => [String], {
      nullable: true,
      description: 'Surge sets of the draft that are on; left out, those that are on now.',
    })
    surges: readonly string[] | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<PolicyWhatIfType> {
    const { merchantId } = policyReaderOf(context);
    const reply = await this.parts.pipeline.policies.whatIf({
      merchantId,
      document,
      days,
      surges: surges ?? undefined,
    });
    const none = { from: null, to: null, shipments: 0, orders: 0, tickets: 0, milestones: 0, kinds: [] };
    if (!reply.ok) return { ...none, userErrors: draftErrors(reply) };
    const { window, tally } = reply;
    const kinds = Object.entries(tally.kinds) as [ExceptionKind, WhatIfKind][];
    return {
      ...window,
      shipments: tally.shipments,
      orders: tally.orders,
      tickets: tally.tickets,
      milestones: tally.milestones,
      kinds: kinds.map(toKind),
      userErrors: [],
    };
  }

  @Query(() => PolicySlaPreviewType, {
    description: 'Tells what a draft would do to the due times of the cases that are open now.',
  })
  async policySlaPreview(
    @Arg('document', () => String, { description: 'The draft, in YAML or JSON.' }) document: string,
    @Arg('surges', () => [String], {
      nullable: true,
      description: 'Surge sets of the draft that are on; left out, those that are on now.',
    })
    surges: readonly string[] | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<PolicySlaPreviewType> {
    const { merchantId } = policyReaderOf(context);
    const { policies } = this.parts.pipeline;
    const reply = await policies.previewSla({ merchantId, document, surges: surges ?? undefined });
    if (!reply.ok) return { ...NO_PREVIEW, userErrors: draftErrors(reply) };
    const { openCases, breached, relieved, sooner, later } = reply.sla;
    return {
      against: reply.against,
      openCases,
      breached: toMoves(breached),
      relieved: toMoves(relieved),
      sooner: toMoves(sooner),
      later: toMoves(later),
      userErrors: [],
    };
  }
}

const NONE: SlaMovesType = { cases: 0, examples: [] };
const NO_PREVIEW = { against: null, openCases: 0, breached: NONE, relieved: NONE, sooner: NONE, later: NONE };

const toMoves = ({ cases, examples }: SlaMoves): SlaMovesType => ({
  cases,
  examples: examples.map((one) => ({ ...one, caseId: publicId('case', one.caseId) })),
});

const toKind = ([kind, { before, after, effects, examples }]: [ExceptionKind, WhatIfKind]): WhatIfKindType => ({
  kind,
  before,
  after,
  opened: effects.OPENED,
  missed: effects.MISSED,
  earlier: effects.EARLIER,
  later: effects.LATER,
  examples: examples.map((one) => ({
    effect: one.effect,
    subjectId: publicId(one.subject.type, one.subject.id),
    subjectNumber: one.subject.number,
    shipmentId: one.subject.type === 'shipment' ? publicId('shipment', one.subject.id) : null,
    trackingNumber: one.subject.type === 'shipment' ? one.subject.number : null,
    openedBefore: one.before?.openedAt ?? null,
    openedAfter: one.after?.openedAt ?? null,
    dueBefore: one.before?.dueAt ?? null,
    dueAfter: one.after?.dueAt ?? null,
  })),
});
