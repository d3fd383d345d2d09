import type { MilestoneView, Page, PageRequest, SortKey } from '@whereabouts/store';
import { seesRaw, type GraphContext } from '../context';
import type { Loaders } from '../loaders';
import { pageRequest, toConnection, type Connection, type PageArgs } from '../schema/connection';
import { nodeSelection, type Selection } from '../schema/selection';
import { milestoneColumns, toMilestone, type MilestoneSource } from './milestone.type';

export interface MilestoneList extends Connection<MilestoneSource> {
  readonly total: () => Promise<number>;
}

const keyOf = ({ occurredAt, id }: MilestoneView): SortKey => [occurredAt, id];
const isBehind = (a: SortKey, b: SortKey): boolean => (a[0] === b[0] ? a[1]! > b[1]! : a[0]! > b[0]!);

/**
 * The milestones of some subjects in order of time. A parcel has a few dozen: they are read as a whole, but for the last
 * few of a list of parcels.
 */
export function milestoneList(
  subjectIds: readonly string[],
  args: Partial<PageArgs>,
  fields: Selection,
  context: GraphContext,
): Promise<MilestoneList> {
  const request = pageRequest(args, ['string', 'string']);
  const { loaders } = context;
  const isEnd = request.backward && request.before === null && request.after === null;
  const loader = isEnd
    ? loaders.latestMilestones(request.limit + 1, milestoneColumns(nodeSelection(fields)))
    : loaders.milestonesOf;
  const showsRaw = seesRaw(context);
  const total = async (): Promise<number> => (await together(subjectIds, loaders.milestonesOf)).length;
  // One step behind the loader, not a chain of them: a list of parcels has many of these.
  return together(subjectIds, loader).then((known) =>
    Object.assign(
      toConnection(pageOf(known, request), keyOf, (view) => toMilestone(view, showsRaw)),
      { total },
    ),
  );
}

function together(
  [only, ...others]: readonly string[],
  loader: Loaders['milestonesOf'],
): Promise<readonly MilestoneView[]> {
  if (others.length === 0) return loader.load(only!);
  return Promise.all([only!, ...others].map((id) => loader.load(id))).then((lists) =>
    lists.flat().sort((a, b) => (isBehind(keyOf(a), keyOf(b)) ? 1 : -1)),
  );
}

function pageOf(all: readonly MilestoneView[], { limit, backward, after, before }: PageRequest): Page<MilestoneView> {
  const from = after ? all.findIndex((view) => isBehind(keyOf(view), after)) : 0;
  const to = before ? all.findIndex((view) => !isBehind(before, keyOf(view))) : all.length;
  const [start, end] = [from < 0 ? all.length : from, to < 0 ? all.length : to];
  const first = backward ? Math.max(start, end - limit) : start;
  const last = backward ? end : Math.min(end, start + limit);
  return { rows: all.slice(first, last), hasPreviousPage: first > 0, hasNextPage: last < all.length };
}
