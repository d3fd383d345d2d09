import {
  asObject,
  found,
  holds,
  noNewsDocument,
  pick,
  refuse,
  stated,
  textAt,
  type DocumentKind,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { moment } from './fields';

/** What lies in the centers; the total counts what is on its way to them as well. */
const IN_CENTERS = [
  'fulfillableQuantity',
  'reservedQuantity.totalReservedQuantity',
  'researchingQuantity.totalResearchingQuantity',
  'unfulfillableQuantity.totalUnfulfillableQuantity',
];

/** Stock of FBA in all its centers. Without the details only the total is said. */
export const stock: DocumentKind = {
  name: 'getInventorySummaries',
  fits: (document) => holds(document, 'payload.inventorySummaries'),
  read(document, reading) {
    const summaries = found(document, 'payload.inventorySummaries.*');
    if (summaries.length === 0) reading.note('/payload', 'no stock in it');
    reading.each(summaries, (one) => {
      const details = pick(one, 'inventoryDetails') ?? null;
      const inCenters = IN_CENTERS.flatMap((path) => countOf(details, path) ?? []);
      const all = inCenters.length > 0 ? inCenters.reduce((sum, some) => sum + some, 0) : countOf(one, 'totalQuantity');
      reading.inventory.push({
        sku: textAt(one, 'sellerSku') ?? refuse('stock of an item without a SKU', '/sellerSku'),
        nodeCode: null,
        onHand: all ?? refuse('no quantity', '/totalQuantity'),
        at: moment(one, 'lastUpdatedTime'),
        ...stated({ available: countOf(details, 'fulfillableQuantity') }),
      });
    });
  },
};

function countOf(value: JsonValue, path: string): number | null {
  const text = textAt(value, path);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Items, buyers, previews, subscriptions, empty lists, and requests that were carried out. */
export const noNews = noNewsDocument({
  name: 'another answer',
  fits: (document) => holds(document, 'payload') || Object.keys(asObject(document) ?? { some: 1 }).length === 0,
});
