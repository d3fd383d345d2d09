import { instant, isTurned, newerLevel } from '@whereabouts/model';
import { lockLevels, putLevels, type StoredLevel, type TurnedArticle, type Tx } from '@whereabouts/store';
import type { UnderstoodInput } from './heard';

const keyOf = ({ merchantId, sourceId, sku, nodeCode }: StoredLevel): string =>
  JSON.stringify([merchantId, sourceId, sku, nodeCode]);

/** What inputs say there is, the newest of each article, place and source. */
function levelsOf(inputs: readonly UnderstoodInput[]): StoredLevel[] {
  const levels = new Map<string, StoredLevel>();
  for (const { merchantId, sourceId, sourceKind, receivedAt, said } of inputs)
    for (const { sku, nodeCode, onHand, available = null, at } of said.inventory) {
      const level: StoredLevel = {
        merchantId,
        sourceId,
        sourceKind,
        sku,
        nodeCode: nodeCode === '' ? null : nodeCode,
        onHand,
        available,
        at: instant(at ?? receivedAt),
      };
      const known = levels.get(keyOf(level));
      levels.set(keyOf(level), known ? newerLevel(known, level) : level);
    }
  return [...levels.values()];
}

/**
 * Keeps the newest level of each article, place and source. Returns the articles that ran out or are there again, as far
 * as this batch tells. Safe to run twice; no statement when there is nothing to keep.
 */
export async function applyStock(tx: Tx, inputs: readonly UnderstoodInput[]): Promise<readonly TurnedArticle[]> {
  const brought = levelsOf(inputs);
  return brought.length ? mergeStored(tx, brought) : [];
}

async function mergeStored(tx: Tx, brought: readonly StoredLevel[]): Promise<readonly TurnedArticle[]> {
  const stored = new Map((await lockLevels(tx, brought)).map((level) => [keyOf(level), level]));
  const added = brought.filter((level) => !stored.has(keyOf(level)));
  const made = added.length ? await putLevels(tx, added, 'keep') : [];
  const replaced = brought.flatMap((level) => {
    const before = stored.get(keyOf(level));
    return before !== undefined && newerLevel(before, level) === level ? [{ before, level }] : [];
  });
  if (replaced.length)
    await putLevels(
      tx,
      replaced.map(({ level }) => level),
      'replace',
    );
  // A level that another process added in this moment is merged with what that one said.
  const own = new Set(made.map(keyOf));
  const raced = added.filter((level) => !own.has(keyOf(level)));
  const turned = replaced.flatMap(({ before, level }) => (isTurned(before, level) ? [level] : []));
  const merged = raced.length ? await mergeStored(tx, raced) : [];
  return [...made.map(articleOf), ...turned.map(articleOf), ...merged];
}

const articleOf = ({ merchantId, sku }: StoredLevel): TurnedArticle => ({ merchantId, sku });
