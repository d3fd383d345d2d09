import {
  casePage,
  caseSortKey,
  caseTotal,
  SORT_COLUMNS,
  type CaseFilter,
  type CaseLookup,
  type CaseOrderName,
  type CaseWithNeighbours,
} from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { readerOf, type GraphContext } from '../context';
import { nothingNamed } from '../errors';
import { insideId } from '../ids';
import { pageRequest, toConnection, type Connection } from '../schema/connection';
import type { KeyPart, ListOrder } from '../schema/list-order';
import { nodeSelection, selectionOf } from '../schema/selection';
import { caseNumber, toCase, toCaseFilter, toQueueSummary, type CaseSource } from './case-mapping';
import { caseSelection } from './case-selection';
import { CaseFilterInput, CasesArgs } from './case.inputs';
import { milestonesAsked } from './milestones-asked';
import { caseFinder } from './surroundings';
import { CaseConnection, CaseType, QueueSummaryType } from './case.type';
import type { SharedSummaries } from './shared-summaries';

/** A list of cases, with what its total needs. */
export interface CaseList extends Connection<CaseSource> {
  /** Null: it has to be asked for, by the filter. */
  readonly total: number | null;
  readonly filter?: CaseFilter;
}

const orderOf = (name: CaseOrderName, ...parts: KeyPart[]): ListOrder<CaseWithNeighbours> => ({
  name: `cases ${name}`,
  parts,
  keyOf: ({ view }) => caseSortKey(name, view),
});
const ORDERS: Readonly<Record<CaseOrderName, ListOrder<CaseWithNeighbours>>> = {
  URGENCY: orderOf('URGENCY', 'int', 'moment', 'int', 'id'),
  OPENED_DESC: orderOf('OPENED_DESC', 'moment', 'id'),
  UPDATED_DESC: orderOf('UPDATED_DESC', 'moment', 'id'),
};

@Resolver(() => CaseType)
export class CaseResolver {
  constructor(
    private readonly parts: ResolverParts,
    private readonly summaries: SharedSummaries,
  ) {}

  @Query(() => CaseType, { nullable: true, description: 'One case, by its id or by what people call it: EX-1042.' })
  async exceptionCase(
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id: string | null | undefined,
    @Arg('ref', () => String, { nullable: true, description: 'Its number, with or without EX-.' })
    ref: string | null | undefined,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseSource | null> {
    const { merchantId } = readerOf(context);
    if (!id && !ref?.trim()) throw nothingNamed('case', 'ref');
    const number = ref ? caseNumber(ref) : null;
    if (!id && number === null) return null;
    const key: CaseLookup = { merchantId, ...(id ? { id: insideId('case', id) } : { number: number! }) };
    const { db, loaders, now } = context;
    const { policyOf, carrierName } = this.parts;
    const find = caseFinder(selectionOf(info));
    const found = await find(key, { db, policy: policyOf(merchantId), now, loaders });
    return found && toCase(found, now, carrierName);
  }

  @Query(() => CaseConnection, { description: 'The queue, or any other list of cases.' })
  async exceptionCases(
    @Args(() => CasesArgs) args: CasesArgs,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseList> {
    const viewer = readerOf(context);
    const order = args.orderBy ?? 'URGENCY';
    const filter = toCaseFilter(args.filter, viewer);
    const fields = selectionOf(info);
    const latestMilestones = milestonesAsked(info);
    const page = await casePage(context.db, {
      merchantId: viewer.merchantId,
      filter,
      order,
      page: pageRequest(args, ORDERS[order]),
      selection: { ...caseSelection(nodeSelection(fields), SORT_COLUMNS[order]), latestMilestones },
      now: context.now,
      counted: fields.has('totalCount'),
    });
    const connection = toConnection(page, ORDERS[order], (found) =>
      toCase(found, context.now, this.parts.carrierName, latestMilestones),
    );
    return Object.assign(connection, { filter, total: page.total });
  }

  @Query(() => QueueSummaryType, { description: 'Open cases at a glance.' })
  async queueSummary(
    @Arg('filter', () => CaseFilterInput, { nullable: true, description: 'Which cases; all when left out.' })
    filter: CaseFilterInput | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<QueueSummaryType> {
    const viewer = readerOf(context);
    return toQueueSummary(
      await this.summaries(context.sharedDb, viewer.merchantId, toCaseFilter(filter, viewer), context.now),
    );
  }
}

@Resolver(() => CaseConnection)
export class CaseConnectionResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => Int, {
    description: 'How many there are in all; beyond filters on status, kind and owner exact up to 10,000.',
  })
  totalCount(@Root() list: CaseList, @Ctx() context: GraphContext): number | Promise<number> {
    return list.total ?? caseTotal(context.db, readerOf(context).merchantId, list.filter ?? {}, context.now);
  }
}
