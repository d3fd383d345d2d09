import {
  areShipmentChangesHeldBack,
  isUnavailable,
  readMerchantsShipmentChanges,
  shipmentFeedEnd,
  type FeedPosition,
  type ShipmentChangeEntry,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log, Meter, ShipmentFeed } from '../pipeline';
import { wakefulLoop, type Read } from './wakeful-loop';

const BATCH = 500;

type Listener = (changes: readonly ShipmentChangeEntry[]) => void;

/** A merchant whose feed somebody follows. */
interface Followed {
  position: FeedPosition;
  readonly listeners: Set<Listener>;
}

export interface ShipmentFeedReader extends ShipmentFeed {
  /** Says that something was committed: look now. */
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Reads the feed of shipments of those merchants whose feed somebody follows, once a process: parcels have far more news
 * than cases, and mostly nobody listens.
 */
export function shipmentFeedReader({ pool, log, meter }: { pool: Pool; log: Log; meter: Meter }): ShipmentFeedReader {
  const followed = new Map<string, Followed>();
  const opening = new Map<string, Promise<Followed>>();

  const deliver = (listeners: ReadonlySet<Listener>, changes: readonly ShipmentChangeEntry[]): void => {
    for (const listener of listeners) {
      try {
        listener(changes);
      } catch (error) {
        log.error({ err: error }, 'a listener of the feed of shipments failed');
      }
    }
  };

  const readOn = async (isAwaited: boolean): Promise<Read> => {
    if (followed.size === 0) return 'none';
    const from = new Map([...followed].map(([merchantId, { position }]) => [merchantId, position]));
    const changes = await readMerchantsShipmentChanges(pool, from, BATCH);
    meter.count('changes_read', changes.length);
    let isMore = false;
    for (const [merchantId, own] of Map.groupBy(changes, (change) => change.merchantId)) {
      const feed = followed.get(merchantId);
      // Left in the meantime, or left and followed anew from another place.
      if (!feed || feed.position !== from.get(merchantId)) continue;
      isMore ||= own.length === BATCH;
      feed.position = own.at(-1)!.position;
      deliver(feed.listeners, own);
    }
    if (changes.length > 0) return isMore ? 'some' : 'all';
    return isAwaited && (await areShipmentChangesHeldBack(pool, from)) ? 'held' : 'none';
  };
  const loop = wakefulLoop({
    readOn,
    onError: (error) => {
      if (!isUnavailable(error)) log.error({ err: error }, 'reading the feed of shipments failed');
    },
  });

  const open = async (merchantId: string): Promise<Followed> => {
    const known = followed.get(merchantId);
    if (known) return known;
    const feed: Followed = { position: await shipmentFeedEnd(pool, merchantId), listeners: new Set() };
    followed.set(merchantId, feed);
    return feed;
  };

  return {
    async follow(merchantId, listener) {
      let pending = opening.get(merchantId);
      if (!pending) {
        pending = open(merchantId).finally(() => opening.delete(merchantId));
        opening.set(merchantId, pending);
      }
      const feed = await pending;
      followed.set(merchantId, feed);
      feed.listeners.add(listener);
      loop.wake();
      return {
        position: () => feed.position,
        leave() {
          feed.listeners.delete(listener);
          if (feed.listeners.size === 0 && followed.get(merchantId) === feed) followed.delete(merchantId);
        },
      };
    },
    wake() {
      if (followed.size > 0) loop.wake();
    },
    start: loop.start,
    stop: loop.stop,
  };
}
