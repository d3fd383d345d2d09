import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import type { GraphContext } from '../context';
import { AdvanceRecoveryInput, ApproveInput, ResolveCustomerInput } from './case-commands.inputs';
import { CasePayloadType } from './case.type';
import { runCommand } from './run-command';

/** The two tracks of a case. */
@Resolver()
export class CaseTracksResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Mutation(() => CasePayloadType, {
    description: 'Decides what the customer gets; above the limits of the policy it is proposed, and a lead approves.',
  })
  resolveCustomer(
    @Arg('input', () => ResolveCustomerInput, { description: 'Which case, and what.' }) input: ResolveCustomerInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { id, expectedVersion, ...said } = input;
    const command = { ...said, type: 'resolve-customer' } as const;
    return runCommand(this.parts, { id, expectedVersion, command }, context, info);
  }

  @Mutation(() => CasePayloadType, {
    description:
      'Lets a proposal stand, or turns it down. For leads and admins; nobody but an admin approves an own one.',
  })
  approveResolution(
    @Arg('input', () => ApproveInput, { description: 'Which case, and whether.' }) input: ApproveInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { approve, note } = input;
    return runCommand(this.parts, { ...input, command: { type: 'approve', approve, note } }, context, info);
  }

  @Mutation(() => CasePayloadType, {
    description: "Brings the recovery from the carrier a step on; the customer's side stays as it is.",
  })
  advanceRecovery(
    @Arg('input', () => AdvanceRecoveryInput, { description: 'Which case, and how far it is.' })
    input: AdvanceRecoveryInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CasePayloadType> {
    const { id, expectedVersion, ...said } = input;
    const command = { ...said, type: 'advance-recovery' } as const;
    return runCommand(this.parts, { id, expectedVersion, command }, context, info);
  }
}
