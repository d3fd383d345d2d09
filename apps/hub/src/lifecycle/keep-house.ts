import { after, DAY, type Clock } from '@whereabouts/model';
import {
  ensurePartitions,
  HEALTH_DAYS,
  hourKey,
  INPUTS_COUNTER,
  pruneChanges,
  pruneCounters,
  pruneDayCounts,
  pruneSchedules,
  pruneStockTurns,
  pruneShipmentChanges,
  pruneTransitTimes,
  pruneUnmapped,
  TRAFFIC_COUNTER,
  VOICE_COUNTER,
  type Queryable,
} from '@whereabouts/store';
import type { HubLog } from '../logging/log';

export interface HouseNeeds {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly log: HubLog;
  readonly feedDays: number;
}

const EVERY_MS = 6 * 3_600_000;
const PRUNE_AT_ONCE = 5_000;
/** Health pages look back a day, or a week; the same again serves whoever investigates. */
const FIGURES_DAYS = 2 * HEALTH_DAYS;
/** No policy looks further back on lanes and carriers. */
const LANE_DAYS = 120;
const TRANSIT_DAYS = 400;
/** No what-if goes further back. */
const STOCK_DAYS = 400;

/** Makes the next partitions and prunes the change feeds, a few times a day. Returns how to end it. */
export function keepHouse(needs: HouseNeeds): () => void {
  const timer = setInterval(() => void houseRound(needs), EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** One round of it. Never throws: the next round comes. */
export async function houseRound({ db, clock, log, feedDays }: HouseNeeds): Promise<void> {
  try {
    const partitions = await ensurePartitions(db, clock());
    const before = after(clock(), -feedDays * DAY);
    let pruned = 0;
    let batch: number;
    do {
      batch = await pruneChanges(db, before, PRUNE_AT_ONCE);
      pruned += batch;
    } while (batch === PRUNE_AT_ONCE);
    pruned += await pruneShipmentChanges(db, before);
    const old = after(clock(), -FIGURES_DAYS * DAY);
    for (const counter of [TRAFFIC_COUNTER, INPUTS_COUNTER, VOICE_COUNTER])
      await pruneCounters(db, counter, hourKey(old));
    await pruneUnmapped(db, old);
    await pruneDayCounts(db, after(clock(), -LANE_DAYS * DAY).slice(0, 10));
    await pruneTransitTimes(db, after(clock(), -TRANSIT_DAYS * DAY).slice(0, 7));
    await pruneStockTurns(db, after(clock(), -STOCK_DAYS * DAY));
    await pruneSchedules(db, clock());
    if (partitions + pruned > 0) log.info({ partitions, pruned }, 'house was kept');
  } catch (error) {
    log.warn({ error }, 'keeping house failed; the next round comes in some hours');
  }
}
