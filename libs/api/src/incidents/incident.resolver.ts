import type { Incident, IncidentStatus } from '@whereabouts/model';
import { incidentPage, incidentTotal, toPage, type CaseWithNeighbours } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { toCase, type CaseSource } from '../cases/case-mapping';
import type { CaseList } from '../cases/case.resolver';
import { caseSelection } from '../cases/case-selection';
import { CaseConnection, CaseType } from '../cases/case.type';
import { readerOf, type GraphContext } from '../context';
import { ForwardArgs, pageRequest, toConnection, type Connection } from '../schema/connection';
import type { ListOrder } from '../schema/list-order';
import { IncidentStatusEnum } from '../schema/enums';
import { below, selectionOf } from '../schema/selection';
import { sourceOf } from '../sources/source-of';
import { SourceType } from '../sources/source.type';
import { toUser, UserType } from '../users/user.type';
import { IncidentConnection, IncidentNodeType, toIncident, type IncidentSource } from './incident.type';

@ArgsType()
class IncidentsArgs extends ForwardArgs {
  @Field(() => [IncidentStatusEnum], { nullable: true, description: 'Any of these; all when left out.' })
  status?: readonly IncidentStatus[] | null;
}

/** A page of incidents, with what its total needs. */
interface IncidentPage extends Connection<IncidentSource> {
  readonly statuses: readonly IncidentStatus[] | null;
}

const LATEST: ListOrder<Incident> = {
  name: 'incidents',
  parts: ['moment', 'id'],
  keyOf: ({ openedAt, id }) => [openedAt, id],
};
const CASES: ListOrder<CaseWithNeighbours> = { name: 'incident', parts: ['id'], keyOf: ({ view }) => [view.id] };

@Resolver(() => IncidentNodeType)
export class IncidentResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => IncidentConnection, { description: 'Incidents, the latest first.' })
  async incidents(@Args(() => IncidentsArgs) args: IncidentsArgs, @Ctx() context: GraphContext): Promise<IncidentPage> {
    const { merchantId } = readerOf(context);
    const statuses = args.status ?? null;
    const page = await incidentPage(context.db, merchantId, statuses, pageRequest(args, LATEST));
    const connection = toConnection(page, LATEST, toIncident);
    return Object.defineProperty(connection, 'statuses', { value: statuses }) as IncidentPage;
  }

  @FieldResolver(() => CaseConnection, { description: 'Its cases, in the order in which they were opened.' })
  async cases(
    @Root() { incident }: IncidentSource,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() { loaders, now }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseList> {
    const selection = selectionOf(info);
    const fields = new Map([...below(selection, 'nodes'), ...below(selection, 'edges', 'node')]);
    const request = pageRequest(args, CASES);
    const after = request.after === null ? null : String(request.after[0]);
    const loader = loaders.casesOfIncident({ after, limit: request.limit }, caseSelection(fields));
    const connection = toConnection(toPage(await loader.load(incident.id), request), CASES, (one) =>
      toCase(one, now, this.parts.carrierName),
    );
    return Object.assign(connection, { total: incident.cases });
  }

  @FieldResolver(() => SourceType, { nullable: true, description: 'The source that is silent; null for all others.' })
  async source(@Root() { incident }: IncidentSource, @Ctx() context: GraphContext): Promise<SourceType | null> {
    return incident.sourceId === null ? null : sourceOf(incident.sourceId, context);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who accepted or dismissed it.' })
  async decidedBy(@Root() { incident }: IncidentSource, @Ctx() { loaders }: GraphContext): Promise<UserType | null> {
    const view = incident.decidedBy === null ? null : await loaders.user.load(incident.decidedBy);
    return view && toUser(view);
  }
}

@Resolver(() => CaseType)
export class CaseIncidentResolver {
  @FieldResolver(() => IncidentNodeType, {
    nullable: true,
    description: 'The incident that it is worked with, offered or accepted; null when it stands alone.',
  })
  async incident(@Root() { incidentId }: CaseSource, @Ctx() { loaders }: GraphContext): Promise<IncidentSource | null> {
    const found = incidentId ? await loaders.incident.load(incidentId) : null;
    return found && toIncident(found);
  }
}

@Resolver(() => IncidentConnection)
export class IncidentConnectionResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => Int, { description: 'How many there are in all; exact up to 10,000.' })
  totalCount(@Root() { statuses }: IncidentPage, @Ctx() context: GraphContext): Promise<number> {
    return incidentTotal(context.db, readerOf(context).merchantId, statuses);
  }
}
