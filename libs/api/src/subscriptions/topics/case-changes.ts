import type { ApiParts } from '../../api-parts';
import {
  casesAfter,
  casesByIds,
  changedSince,
  feedFloor,
  readMerchantChanges,
  type CaseFilter,
  type CaseSelection,
  type ChangeEntry,
  type MerchantPool,
} from '@whereabouts/store';
import { toCase } from '../../cases/case-mapping';
import type { FeedsEnd } from '../../changes/cursor';
import { seenBy, toChange, toSnapshotChange, type SeenChange } from '../../changes/change.type';
import type { CreateContext } from '../../create-context';
import type { CarrierName } from '../../shipments/shipment-mapping';
import type { Audience } from '../audience';
import { Delivery } from '../delivery';
import type { Topic } from '../feed-hub';
import { byMerchant } from './by-merchant';
import { scopedContexts } from './scoped-contexts';
import { snapshotPage } from './snapshot-page';

export interface CaseAudience extends Audience {
  readonly filter: CaseFilter;
  readonly selection: CaseSelection;
}

export interface CaseTopicParts {
  readonly db: MerchantPool;
  readonly feed: ApiParts['pipeline']['feed'];
  readonly createContext: CreateContext;
  readonly carrierName: CarrierName;
  readonly end: FeedsEnd;
}

/** Changes of cases. */
export function caseTopic({
  db,
  feed,
  createContext,
  carrierName,
  end,
}: CaseTopicParts): Topic<ChangeEntry, CaseAudience> {
  return {
    follow: byMerchant(feed),
    read: (merchantId, after, limit) => readMerchantChanges(db.of(merchantId), merchantId, after, limit),
    positionOf: ({ position }) => position,
    floor: (merchantId) => feedFloor(db.of(merchantId)),
    end,

    /** One statement reads all cases; audiences of one scope share loaders. */
    async answers(audiences, entries) {
      const seen = audiences.map(({ filter }) =>
        entries.flatMap((entry): SeenChange[] => {
          const one = seenBy(filter, entry);
          return one ? [one] : [];
        }),
      );
      const asked = audiences.filter((_, index) => seen[index]!.length > 0);
      if (asked.length === 0) return audiences.map(() => []);
      const ids = new Set(seen.flatMap((some) => some.map(({ entry }) => entry.caseId)));
      const { merchantId } = asked[0]!.viewer;
      const found = await casesByIds(
        db.of(merchantId),
        merchantId,
        [...ids],
        unionOf(asked.map(({ selection }) => selection)),
      );
      const cases = new Map(found.map((one) => [one.view.id, one]));
      const contextOf = scopedContexts(createContext);
      return Promise.all(
        audiences.map((audience, index) => {
          const context = contextOf(audience.viewer);
          return Promise.all(
            seen[index]!.map(async (change) => {
              const exceptionCase = toCase(cases.get(change.entry.caseId)!, context.now, carrierName);
              const text = await audience.answer(toChange(change, exceptionCase), context);
              return new Delivery(change.entry.position, change.entry.caseId, text);
            }),
          );
        }),
      );
    },

    async snapshot(audience, { position, after }, waiter) {
      const { viewer, filter, selection } = audience;
      const context = scopedContexts(createContext, waiter)(viewer);
      const columns = [...new Set([...selection.columns, 'updatedAt' as const])];
      return snapshotPage({
        after,
        read: (behind, limit) =>
          casesAfter(context.db, viewer.merchantId, filter, {
            after: behind,
            limit,
            selection: { ...selection, columns },
            now: context.now,
          }),
        keyOf: ({ view }) => view.id,
        changed: (ids) => changedSince(context.db, viewer.merchantId, position, ids),
        deliver: async (found, place) => {
          const exceptionCase = toCase(found, context.now, carrierName);
          const change = toSnapshotChange({ ...place, position }, found.view.updatedAt, exceptionCase);
          return new Delivery(position, found.view.id, await audience.answer(change, context));
        },
      });
    },
  };
}

const unionOf = (selections: readonly CaseSelection[]): CaseSelection => {
  const [only, ...others] = selections;
  if (only && others.length === 0) return only;
  // Keys stay first: every selection begins with them.
  return {
    columns: [...new Set(selections.flatMap(({ columns }) => columns))],
    owner: [...new Set(selections.flatMap(({ owner }) => owner))],
    shipment: [...new Set(selections.flatMap(({ shipment }) => shipment))],
  };
};
