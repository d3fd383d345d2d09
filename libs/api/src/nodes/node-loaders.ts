import {
  activitiesByKeys,
  casesByIds,
  deadLettersByIds,
  milestonesByKeys,
  placesByCodes,
  type ActivityView,
  type CaseWithNeighbours,
  type DeadLetterView,
  type MilestoneView,
  type PlaceView,
} from '@whereabouts/store';
import DataLoader from 'dataloader';
import { caseSelection } from '../cases/case-selection';
import { viewerOf, type GraphContext } from '../context';
import type { Selection } from '../schema/selection';

/** What stands under another thing, which is part of its key. */
export interface MilestoneKey {
  readonly subjectId: string;
  readonly id: string;
}
export interface ActivityKey {
  readonly caseId: string;
  readonly id: string;
}

/** Nodes that are asked for together are read by one statement of each type, where no other loader does it. */
export interface NodeLoaders {
  /** With just the columns that are selected. */
  readonly case: DataLoader<string, CaseWithNeighbours | null>;
  readonly milestone: DataLoader<MilestoneKey, MilestoneView | null, string>;
  readonly activity: DataLoader<ActivityKey, ActivityView | null, string>;
  readonly deadLetter: DataLoader<string, DeadLetterView | null>;
  /** By code. */
  readonly place: DataLoader<string, PlaceView | null>;
}

function loaderOf<Key, View>(
  read: (keys: readonly Key[]) => Promise<readonly View[]>,
  nameOf: (key: Key) => string,
  keyOf: (view: View) => Key,
): DataLoader<Key, View | null, string> {
  return new DataLoader<Key, View | null, string>(
    async (keys) => {
      const found = new Map((await read(keys)).map((view) => [nameOf(keyOf(view)), view]));
      return keys.map((key) => found.get(nameOf(key)) ?? null);
    },
    { cacheKeyFn: nameOf },
  );
}

const itself = (key: string): string => key;

export function nodeLoaders(context: GraphContext, selection: Selection): NodeLoaders {
  const { db } = context;
  const { merchantId } = viewerOf(context);
  return {
    case: loaderOf(
      (ids) => casesByIds(db, merchantId, ids, caseSelection(selection)),
      itself,
      ({ view }) => view.id,
    ),
    milestone: loaderOf(
      (keys) => milestonesByKeys(db, merchantId, keys),
      ({ subjectId, id }: MilestoneKey) => `${subjectId} ${id}`,
      ({ subjectId, id }) => ({ subjectId, id }),
    ),
    activity: loaderOf(
      (keys) => activitiesByKeys(db, merchantId, keys),
      ({ caseId, id }: ActivityKey) => `${caseId} ${id}`,
      ({ caseId, id }) => ({ caseId, id }),
    ),
    deadLetter: loaderOf(
      (ids) => deadLettersByIds(db, merchantId, ids),
      itself,
      ({ id }) => id,
    ),
    place: loaderOf(
      (codes) => placesByCodes(db, merchantId, codes),
      itself,
      ({ code }) => code,
    ),
  };
}
