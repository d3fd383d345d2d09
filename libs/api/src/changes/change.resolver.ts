import {
  casesByIds,
  laterPosition,
  readMerchantChanges,
  shipmentFeedFloor,
  type CaseFilter,
  type FeedPosition,
  type Queryable,
} from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, Info, Int, Query, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { toCase, toCaseFilter } from '../cases/case-mapping';
import { caseSelection } from '../cases/case-selection';
import { CaseFilterInput } from '../cases/case.inputs';
import { readerOf, type GraphContext } from '../context';
import { FeedCursor } from '../schema/scalars';
import { MOST_A_PAGE } from '../schema/connection';
import { below, selectionOf } from '../schema/selection';
import { refuse } from '../errors';
import { ChangeBatchType, seenBy, toChange, type SeenChange } from './change.type';
import { checkPosition, decodeFeedCursor, encodeFeedCursor } from './cursor';

@ArgsType()
class ChangesArgs {
  @Field(() => FeedCursor, { nullable: true, description: 'Behind which change; from now on when left out.' })
  after?: string | null;
  @Field(() => CaseFilterInput, { nullable: true, description: 'Of which cases; all when left out.' })
  filter?: CaseFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: 200, description: 'How many, at most 200.' }) first!: number | null;
}

/** So many rows are looked at for one answer, whether the filter lets them through or not. */
const MOST_SCANNED = 2_000;

@Resolver()
export class ChangeResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => ChangeBatchType, {
    description:
      'The change feed without a socket: what exceptionChanges would have sent after this cursor. Without one: a cursor behind which nothing is missed that a list beside it in the same operation does not show.',
  })
  async changes(
    @Args(() => ChangesArgs) args: ChangesArgs,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ChangeBatchType> {
    const viewer = readerOf(context);
    const { pipeline, carrierName } = this.parts;
    const { db } = context;
    const first = args.first ?? MOST_A_PAGE;
    if (!(first >= 1 && first <= MOST_A_PAGE))
      throw refuse('BAD_USER_INPUT', `first must be from 1 to ${MOST_A_PAGE}; it is ${first}.`);
    if (!args.after) return { cursor: encodeFeedCursor(await here(pipeline, db)), changes: [], hasMore: false };
    const after = decodeFeedCursor(args.after);
    await checkPosition({ db, merchantId: viewer.merchantId }, pipeline.feed, after);
    const stretch = await scan(db, viewer.merchantId, toCaseFilter(args.filter, viewer), after, first);
    const ids = [...new Set(stretch.seen.map(({ entry }) => entry.caseId))];
    const selection = caseSelection(below(selectionOf(info), 'changes', 'exceptionCase'));
    const cases = ids.length ? await casesByIds(db, viewer.merchantId, ids, selection) : [];
    const byId = new Map(cases.map((one) => [one.view.id, toCase(one, context.now, carrierName)]));
    return {
      cursor: encodeFeedCursor(stretch.upTo),
      changes: stretch.seen.map((seen) => toChange(seen, byId.get(seen.entry.caseId)!)),
      hasMore: stretch.hasMore,
    };
  }
}

/** Where both feeds stand: what a list beside it misses lies behind it, and nothing behind it was pruned. */
async function here({ feed }: ResolverParts['pipeline'], db: Queryable): Promise<FeedPosition> {
  // Known without a statement, and so before any list beside it is read.
  const read = feed.position();
  // Where no case changed for days, parcels did, and these are gone. They are in every list: they are days old.
  const floor = await shipmentFeedFloor(db);
  return floor ? laterPosition(read, floor) : read;
}

interface Stretch {
  readonly seen: readonly SeenChange[];
  readonly upTo: FeedPosition;
  readonly hasMore: boolean;
}

async function scan(
  db: Queryable,
  merchantId: string,
  filter: CaseFilter,
  after: FeedPosition,
  first: number,
): Promise<Stretch> {
  const entries = await readMerchantChanges(db, merchantId, after, MOST_SCANNED);
  const seen: SeenChange[] = [];
  let looked = 0;
  while (looked < entries.length && seen.length < first) {
    const one = seenBy(filter, entries[looked++]!);
    if (one) seen.push(one);
  }
  return {
    seen,
    upTo: entries[looked - 1]?.position ?? after,
    hasMore: looked < entries.length || entries.length === MOST_SCANNED,
  };
}
