import { canonicalText } from '../canonical-text';
import type { Instant } from '../time/instant';
import type { SourceKind } from '../vocabulary/sources';

/** How a stock level is read. */
export const STOCK_MEASURES = {
  ON_HAND: 'What lies there, promised to somebody or not.',
  AVAILABLE: 'What is still free to promise; what lies there, where the source does not say.',
} as const;
export type StockMeasure = keyof typeof STOCK_MEASURES;

/** How much of an article a source says there is at a place. */
export interface StockLevel {
  readonly sku: string;
  readonly sourceId: string;
  readonly sourceKind: SourceKind;
  /** Null where the source does not tell its places apart. */
  readonly nodeCode: string | null;
  readonly onHand: number;
  /** Null where the source does not say. */
  readonly available: number | null;
  /** By the source's clock, else when it was received. */
  readonly at: Instant;
}

export const measured = ({ onHand, available }: StockLevel, measure: StockMeasure): number =>
  measure === 'ON_HAND' ? onHand : (available ?? onHand);

export const isOut = (level: StockLevel, measure: StockMeasure): boolean => measured(level, measure) <= 0;

/** The newer of two levels of one article at one place; of one moment, the one whose content sorts last. */
export function newerLevel<Level extends StockLevel>(a: Level, b: Level): Level {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return canonicalText([a.onHand, a.available]) >= canonicalText([b.onHand, b.available]) ? a : b;
}

/** An article ran out, or is there again, by one measure at least. */
export const isTurned = (before: StockLevel, after: StockLevel): boolean =>
  (Object.keys(STOCK_MEASURES) as StockMeasure[]).some((measure) => isOut(before, measure) !== isOut(after, measure));
