import { Arg, Args, ArgsType, Field, ID, Resolver, Root, Subscription } from 'type-graphql';
import { CaseFilterInput } from '../cases/case.inputs';
import { QueueSummaryType } from '../cases/case.type';
import { refuse } from '../errors';
import { FeedCursor } from '../schema/scalars';
import { ShipmentFilterInput } from '../shipments/shipment.type';
import { ExceptionChangeType } from './change.type';
import { ShipmentChangeType } from './shipment-change.type';

@ArgsType()
class FollowArgs {
  @Field(() => FeedCursor, { nullable: true, description: 'Behind which change; from now on when left out.' })
  after?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'First send all that matches, then every change since, without a gap or a repeat between the two. A cursor of the snapshot goes on within it.',
  })
  snapshot?: boolean | null;
}

@ArgsType()
export class ExceptionChangesArgs extends FollowArgs {
  @Field(() => CaseFilterInput, { nullable: true, description: 'Of which cases; all when left out.' })
  filter?: CaseFilterInput | null;
}

@ArgsType()
export class ShipmentChangesArgs extends FollowArgs {
  @Field(() => [ID], { nullable: true, description: 'Only of these, at most 200; of all when left out.' })
  shipmentIds?: readonly string[] | null;
  @Field(() => ShipmentFilterInput, { nullable: true, description: 'Of which shipments; all when left out.' })
  filter?: ShipmentFilterInput | null;
}

/** The change feeds are read, and what they bring is executed once for all who asked the same. */
const subscribe = (): never => {
  throw refuse('BAD_USER_INPUT', 'Subscriptions are served over the WebSocket.');
};

/** What is executed for each change. */
@Resolver()
export class LiveResolver {
  @Subscription(() => ExceptionChangeType, {
    description: `Every change of a case that matches the filter, in commit order. With \`after\`, first replays everything since that
cursor: a client that reconnects with its last cursor misses nothing and sees nothing twice. A cursor older than the
retention ends the operation with code CURSOR_EXPIRED.`,
    subscribe,
  })
  exceptionChanges(
    @Root() change: ExceptionChangeType,
    @Args(() => ExceptionChangesArgs) _args: ExceptionChangesArgs,
  ): ExceptionChangeType {
    return change;
  }

  @Subscription(() => ShipmentChangeType, {
    description: `Every change of a shipment that matches the filter or did before, in commit order: each new milestone, or what else
changed. Goes on behind \`after\` as exceptionChanges does; cursors of either are good for both, but for those within a snapshot.`,
    subscribe,
  })
  shipmentChanges(
    @Root() change: ShipmentChangeType,
    @Args(() => ShipmentChangesArgs) _args: ShipmentChangesArgs,
  ): ShipmentChangeType {
    return change;
  }

  @Subscription(() => QueueSummaryType, {
    description:
      'Open cases at a glance: at once, and again when it has changed, at most once a second. Ages alone are no change.',
    subscribe,
  })
  queueSummary(
    @Root() summary: QueueSummaryType,
    @Arg('filter', () => CaseFilterInput, { nullable: true, description: 'Which cases; all when left out.' })
    _filter: CaseFilterInput | null | undefined,
  ): QueueSummaryType {
    return summary;
  }
}
