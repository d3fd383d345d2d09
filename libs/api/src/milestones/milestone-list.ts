import type { LatestSelection, MilestoneView, Page, PageRequest, SortKey } from '@whereabouts/store';
import { seesRaw, type GraphContext } from '../context';
import type { Loaders } from '../loaders';
import { PageConnection, pageRequest, type PageArgs } from '../schema/connection';
import type { ListOrder } from '../schema/list-order';
import { nodeSelection, type Selection } from '../schema/selection';
import { milestoneColumns, toMilestone, type MilestoneSource } from './milestone.type';

/** A page of milestones, which knows how to count all of them. */
export class MilestoneList extends PageConnection<MilestoneView, MilestoneSource> {
  constructor(
    page: Page<MilestoneView>,
    private readonly subjectIds: readonly string[],
    private readonly context: GraphContext,
  ) {
    const showsRaw = seesRaw(context);
    super(page, BY_TIME, (view) => toMilestone(view, showsRaw));
  }

  async total(): Promise<number> {
    return (await together(this.subjectIds, this.context.loaders.milestonesOf)).length;
  }
}

const keyOf = ({ occurredAt, id }: MilestoneView): SortKey => [occurredAt, id];
const BY_TIME: ListOrder<MilestoneView> = { name: 'milestones', parts: ['moment', 'id'], keyOf };
const isBehind = (a: SortKey, b: SortKey): boolean => (a[0] === b[0] ? a[1]! > b[1]! : a[0]! > b[0]!);

/** The latest milestones of a parcel and its order, as the statement that found the parcel read them. */
export interface ReadAhead {
  readonly selection: LatestSelection;
  readonly latest: readonly MilestoneView[];
}

/** What to read of milestones to answer with the last few. Null: these arguments ask for something else. */
export function latestSelection(args: Partial<PageArgs>, fields: Selection): LatestSelection | null {
  const request = pageRequest(args, BY_TIME);
  return isEnd(request) ? { limit: request.limit + 1, columns: milestoneColumns(nodeSelection(fields)) } : null;
}

/**
 * The milestones of some subjects in order of time. A parcel has a few dozen: they are read as a whole, but for the last
 * few of a list of parcels.
 */
export function milestoneList(
  subjectIds: readonly string[],
  args: Partial<PageArgs>,
  fields: Selection,
  context: GraphContext,
  ahead?: ReadAhead,
): MilestoneList | Promise<MilestoneList> {
  const request = pageRequest(args, BY_TIME);
  const { loaders } = context;
  const columns = isEnd(request) ? milestoneColumns(nodeSelection(fields)) : null;
  const toList = (known: readonly MilestoneView[]): MilestoneList =>
    new MilestoneList(pageOf(known, request), subjectIds, context);
  // A list of parcels has many of these: none waits for what is there, nor takes more than one step behind the loader.
  if (ahead && columns === ahead.selection.columns && request.limit + 1 === ahead.selection.limit)
    return toList(ahead.latest);
  const loader = columns ? loaders.latestMilestones(request.limit + 1, columns) : loaders.milestonesOf;
  return together(subjectIds, loader).then(toList);
}

const isEnd = ({ backward, before, after }: PageRequest): boolean => backward && before === null && after === null;

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
