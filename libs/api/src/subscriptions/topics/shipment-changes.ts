import type { Pipeline } from '@whereabouts/pipeline';
import {
  concernsFilter,
  milestonesByKeys,
  readShipmentChanges,
  shipmentFeedFloor,
  shipmentPage,
  shipmentsByIds,
  shipmentsChangedSince,
  shipmentsNamedElsewhere,
  type MilestoneView,
  type MerchantPool,
  type NamedShipments,
  type ShipmentChangeEntry,
  type ShipmentFilter,
} from '@whereabouts/store';
import type { FeedsEnd } from '../../changes/cursor';
import { toShipmentChange, toShipmentSnapshot } from '../../changes/shipment-change.type';
import { seesRaw } from '../../context';
import type { CreateContext } from '../../create-context';
import { toShipment, type CarrierName } from '../../shipments/shipment-mapping';
import type { Audience } from '../audience';
import { Delivery } from '../delivery';
import type { Topic } from '../feed-hub';
import { scopedContexts } from './scoped-contexts';
import { snapshotPage } from './snapshot-page';

export interface ShipmentAudience extends Audience {
  readonly filter: ShipmentFilter;
  readonly wantsMilestone: boolean;
}

export interface ShipmentTopicParts {
  readonly db: MerchantPool;
  readonly feed: Pipeline['shipmentFeed'];
  readonly createContext: CreateContext;
  readonly carrierName: CarrierName;
  readonly end: FeedsEnd;
}

/** Changes of shipments. */
export function shipmentTopic({
  db,
  feed,
  createContext,
  carrierName,
  end,
}: ShipmentTopicParts): Topic<ShipmentChangeEntry, ShipmentAudience> {
  const milestonesOf = async (
    merchantId: string,
    entries: readonly ShipmentChangeEntry[],
  ): Promise<ReadonlyMap<string, MilestoneView>> => {
    const keys = entries.flatMap(({ shipmentId: subjectId, milestoneId: id }) => (id ? [{ subjectId, id }] : []));
    const found = keys.length ? await milestonesByKeys(db.of(merchantId), merchantId, keys) : [];
    return new Map(found.map((view) => [view.id, view]));
  };

  const namedBy = async (
    audiences: readonly ShipmentAudience[],
    entries: readonly ShipmentChangeEntry[],
  ): Promise<NamedShipments> => {
    const searches = audiences.flatMap(({ filter: { search } }) => (search === undefined ? [] : [search]));
    if (searches.length === 0) return () => new Set();
    const { merchantId } = audiences[0]!.viewer;
    const ids = [...new Set(entries.map(({ shipmentId }) => shipmentId))];
    return shipmentsNamedElsewhere(db.of(merchantId), merchantId, searches, ids);
  };

  return {
    follow: (merchantId, listener) => feed.follow(merchantId, listener),
    read: (merchantId, after, limit) => readShipmentChanges(db.of(merchantId), merchantId, after, limit),
    positionOf: ({ position }) => position,
    floor: (merchantId) => shipmentFeedFloor(db.of(merchantId)),
    end,

    /** One statement reads all shipments, and one each milestones and whose they are, where somebody wants to know. */
    async answers(audiences, entries) {
      const named = await namedBy(audiences, entries);
      const seen = audiences.map(({ filter }) => entries.filter((entry) => concernsFilter(filter, entry, named)));
      const asked = audiences.filter((_, index) => seen[index]!.length > 0);
      if (asked.length === 0) return audiences.map(() => []);
      const concerned = [...new Set(seen.flat())];
      const { merchantId } = asked[0]!.viewer;
      const [found, milestones] = await Promise.all([
        shipmentsByIds(db.of(merchantId), merchantId, [...new Set(concerned.map(({ shipmentId }) => shipmentId))]),
        milestonesOf(merchantId, asked.some(({ wantsMilestone }) => wantsMilestone) ? concerned : []),
      ]);
      const shipments = new Map(found.map((view) => [view.id, toShipment(view, carrierName)]));
      const contextOf = scopedContexts(createContext);
      return Promise.all(
        audiences.map((audience, index) => {
          const context = contextOf(audience.viewer);
          return Promise.all(
            seen[index]!.flatMap((entry) => {
              const shipment = shipments.get(entry.shipmentId);
              // Forgotten since: a rebuild found nothing on record that speaks of it.
              if (!shipment) return [];
              const milestone = milestones.get(entry.milestoneId ?? '') ?? null;
              const change = toShipmentChange(entry, milestone, shipment, seesRaw(context));
              return [
                audience.answer(change, context).then((text) => new Delivery(entry.position, entry.shipmentId, text)),
              ];
            }),
          );
        }),
      );
    },

    async snapshot(audience, { position, after }, waiter) {
      const { viewer, filter } = audience;
      const context = scopedContexts(createContext, waiter)(viewer);
      return snapshotPage({
        after,
        read: async (behind, limit) => {
          const page = { limit, backward: false, after: behind === null ? null : [behind], before: null };
          return (await shipmentPage(context.db, viewer.merchantId, filter, page)).rows;
        },
        keyOf: ({ id }) => id,
        changed: (ids) => shipmentsChangedSince(context.db, viewer.merchantId, position, ids),
        deliver: async (view, place) => {
          const change = toShipmentSnapshot({ ...place, position }, context.now, toShipment(view, carrierName));
          return new Delivery(position, view.id, await audience.answer(change, context));
        },
      });
    },
  };
}
