import type { MilestoneView, SortKey } from '@whereabouts/store';
import { seesRaw, type GraphContext } from '../context';
import { pageRequest, toConnection, type Connection, type PageArgs } from '../schema/connection';
import { toMilestone, type MilestoneSource } from './milestone.type';

export interface MilestoneList extends Connection<MilestoneSource> {
  readonly total: number;
}

const keyOf = ({ occurredAt, id }: MilestoneView): SortKey => [occurredAt, id];
const isBehind = (a: SortKey, b: SortKey): boolean => (a[0] === b[0] ? a[1]! > b[1]! : a[0]! > b[0]!);

/** The milestones of some subjects in order of time. A parcel has a few dozen: they are read as a whole. */
export async function milestoneList(
  subjectIds: readonly string[],
  args: Partial<PageArgs>,
  context: GraphContext,
): Promise<MilestoneList> {
  const request = pageRequest(args, ['string', 'string']);
  const lists = await Promise.all(subjectIds.map((id) => context.loaders.milestonesOf.load(id)));
  const all = lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => (isBehind(keyOf(a), keyOf(b)) ? 1 : -1));
  const { after } = request;
  const behind = after ? all.filter((view) => isBehind(keyOf(view), after)) : all;
  const page = {
    rows: behind.slice(0, request.limit),
    hasNextPage: behind.length > request.limit,
    hasPreviousPage: behind.length < all.length,
  };
  const showsRaw = seesRaw(context);
  return Object.assign(
    toConnection(page, keyOf, (view) => toMilestone(view, showsRaw)),
    { total: all.length },
  );
}
