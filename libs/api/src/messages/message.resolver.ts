import { messagePage, type MessageFilter, type MessageView } from '@whereabouts/store';
import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { toCase, type CaseSource } from '../cases/case-mapping';
import { CaseType } from '../cases/case.type';
import { readerOf, type GraphContext } from '../context';
import { PageArgs, pageRequest, toConnection, type Connection } from '../schema/connection';
import { byId } from '../schema/list-order';
import { MessageConnection, MessageFilterInput, MessageType, toMessage, type MessageSource } from './message.type';

@ArgsType()
class MessagesArgs extends PageArgs {
  @Field(() => MessageFilterInput, { nullable: true, description: 'Which messages; all when left out.' })
  filter?: MessageFilterInput | null;
}

const toFilter = (input: MessageFilterInput | null | undefined): MessageFilter => ({
  ...(input?.status && { status: input.status }),
  ...(input?.channel && { channel: input.channel }),
});

const LOG = byId<MessageView>('messages');

@Resolver(() => MessageType)
export class MessageResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => MessageConnection, {
    description: 'The log of all that customers were told and are to be told, the newest first.',
  })
  async messages(
    @Args(() => MessagesArgs) args: MessagesArgs,
    @Ctx() context: GraphContext,
  ): Promise<Connection<MessageSource>> {
    const { merchantId } = readerOf(context);
    const page = await messagePage(context.db, merchantId, toFilter(args.filter), pageRequest(args, LOG));
    return toConnection(page, LOG, toMessage);
  }

  @FieldResolver(() => CaseType, { nullable: true, description: 'The case in which it was written.' })
  async exceptionCase(
    @Root() { caseKey }: MessageSource,
    @Ctx() { loaders, now }: GraphContext,
  ): Promise<CaseSource | null> {
    const found = await loaders.case.load(caseKey);
    return found && toCase(found, now, this.parts.carrierName);
  }
}

/** The messages of an order, in order of time. */
export const messagesOfOrder = async (orderId: string, { loaders }: GraphContext): Promise<readonly MessageSource[]> =>
  (await loaders.messagesOfOrder.load(orderId)).map(toMessage);

/** The messages of a case, in order of time. */
export const messagesOfCase = async (caseId: string, { loaders }: GraphContext): Promise<readonly MessageSource[]> =>
  (await loaders.messagesOfCase.load(caseId)).map(toMessage);
