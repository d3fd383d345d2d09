import { merchantById, userPage, type UserView } from '@whereabouts/store';
import { Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { readerOf, viewerOf, type GraphContext } from '../context';
import { refuse } from '../errors';
import { ForwardArgs, pageRequest, toConnection, type Connection } from '../schema/connection';
import { byId } from '../schema/list-order';
import { toMerchant, toUser, UserConnection, ViewerType, type UserType } from './user.type';

const USERS = byId<UserView>('users');

@ArgsType()
class UsersArgs extends ForwardArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name or email address.' }) search?: string | null;
}

@Resolver()
export class UserResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => ViewerType, { description: 'Who asks.' })
  async viewer(@Ctx() context: GraphContext): Promise<ViewerType> {
    const { merchantId, userId, role } = viewerOf(context);
    const [user, merchant] = await Promise.all([
      context.loaders.user.load(userId),
      merchantById(context.db, merchantId),
    ]);
    if (!user || !merchant) throw refuse('UNAUTHENTICATED', 'The account is not there any more.');
    return { user: toUser(user), merchant: toMerchant(merchant), role };
  }

  @Query(() => UserConnection, { description: 'People, in the order in which they joined.' })
  async users(@Args(() => UsersArgs) args: UsersArgs, @Ctx() context: GraphContext): Promise<Connection<UserType>> {
    const { merchantId } = readerOf(context);
    const page = await userPage(context.db, merchantId, args.search ?? null, pageRequest(args, USERS));
    return toConnection(page, USERS, toUser);
  }
}
