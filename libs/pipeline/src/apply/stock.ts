import { instant, isTurned, newerLevel } from '@whereabouts/model';
import {
  lockLevels,
  putLevels,
  putStockTurns,
  type StockTurn,
  type StoredLevel,
  type TurnedArticle,
  type Tx,
} from '@whereabouts/store';
import type { UnderstoodInput } from './heard';

const keyOf = ({ merchantId, sourceId, sku, nodeCode }: StoredLevel): string =>
  JSON.stringify([merchantId, sourceId, sku, nodeCode]);

/** What inputs say there is, the newest of each article, place and source. */
function levelsOf(inputs: readonly UnderstoodInput[]): StockTurn[] {
  const levels = new Map<string, StockTurn>();
  for (const { merchantId, sourceId, sourceKind, receivedAt, said } of inputs)
    for (const { sku, nodeCode, onHand, available = null, at } of said.inventory) {
      const level: StockTurn = {
        merchantId,
        sourceId,
        sourceKind,
        sku,
        nodeCode: nodeCode === '' ? null : nodeCode,
        onHand,
        available,
        at: instant(at ?? receivedAt),
        heardAt: receivedAt,
      };
      const known = levels.get(keyOf(level));
      levels.set(keyOf(level), known ? newerLevel(known, level) : level);
    }
  return [...levels.values()];
}

/**
 * Keeps the newest level of each article, place and source, and for good those with which an article turned. Returns the
 * articles that ran out or are there again, as far as this batch tells. Safe to run twice; no statement when there is
 * nothing to keep.
 */
export async function applyStock(tx: Tx, inputs: readonly UnderstoodInput[]): Promise<readonly TurnedArticle[]> {
  const brought = levelsOf(inputs);
  const turns = brought.length ? await mergeStored(tx, brought) : [];
  if (turns.length) await putStockTurns(tx, turns);
  return turns.map(({ merchantId, sku }) => ({ merchantId, sku }));
}

async function mergeStored(tx: Tx, brought: readonly StockTurn[]): Promise<readonly StockTurn[]> {
  const stored = new Map((await lockLevels(tx, brought)).map((level) => [keyOf(level), level]));
  const added = brought.filter((level) => !stored.has(keyOf(level)));
  const made = new Set((added.length ? await putLevels(tx, added, 'keep') : []).map(keyOf));
  const replaced = brought.flatMap((level) => {
    const before = stored.get(keyOf(level));
    return before !== undefined && newerLevel<StoredLevel>(before, level) === level ? [{ before, level }] : [];
  });
  if (replaced.length)
    await putLevels(
      tx,
      replaced.map(({ level }) => level),
      'replace',
    );
  // A level that another process added in this moment is merged with what that one said.
  const raced = added.filter((level) => !made.has(keyOf(level)));
  const turned = replaced.flatMap(({ before, level }) => (isTurned(before, level) ? [level] : []));
  const merged = raced.length ? await mergeStored(tx, raced) : [];
  return [...added.filter((level) => made.has(keyOf(level))), ...turned, ...merged];
}
