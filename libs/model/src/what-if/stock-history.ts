import type { StockLevel } from '../stock/level';
import type { Instant } from '../time/instant';

/** A stock level that was news: the first of its article at its place, or one with which the article ran out or came back. */
export interface HeardLevel extends StockLevel {
  readonly heardAt: Instant;
}

/** What sources said at a moment of each article and place. @param levels in the order in which they were heard. */
export function levelsAt(levels: readonly HeardLevel[], now: Instant): StockLevel[] {
  const latest = new Map<string, StockLevel>();
  for (const level of levels)
    if (level.heardAt <= now) latest.set(JSON.stringify([level.sku, level.sourceId, level.nodeCode]), level);
  return [...latest.values()];
}
