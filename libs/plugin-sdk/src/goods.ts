import type { Reading } from './document-reader';
import { found } from './found';
import { textAt, type Loose } from './loose';

export interface GoodsFields {
  /** Paths of the SKU, the first that holds one counts. */
  readonly sku: readonly string[];
  /** Path of the quantity. Items of which it is zero are left out. */
  readonly quantity?: string;
  /** Given, an item without a SKU is noted, at its path below `at`. */
  readonly reading?: Pick<Reading, 'note'>;
  readonly at?: string;
}

/** `MUG-BLUE × 2, MUG-RED`: which goods an event is about. Each once and sorted, so that lists in any order say the same. */
export function goodsText(document: Loose, items: string, fields: GoodsFields): string | null {
  const { sku, quantity, reading, at = '' } = fields;
  const texts = found(document, items, at).flatMap(({ value, path }) => {
    const name = textAt(value, ...sku);
    const count = quantity === undefined ? null : textAt(value, quantity);
    if (name === null) reading?.note(path, 'an item without a SKU');
    if (name === null || (count !== null && Number(count) === 0)) return [];
    return [count === null ? name : `${name} × ${count}`];
  });
  return texts.length === 0 ? null : [...new Set(texts)].sort().join(', ');
}
