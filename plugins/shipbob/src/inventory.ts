import { asList, asObject, eachRecord, pick, refuse, stated } from '@whereabouts/plugin-sdk';
import type { InventoryRecord, Issue, JsonObject } from '@whereabouts/plugin-sdk';
import { text, type Told } from './told';

/** Stock of one item: in all, by fulfillment center, or by lot (added up). The answer gives no time. */
export function readInventory(body: JsonObject, at: string): Told {
  const issues: Issue[] = [];
  const sku = text(body, 'sku') ?? refuse('stock of an item without a SKU', '/sku');
  const stock = (
    from: JsonObject,
    nodeCode: string | null,
    onHand: string,
    available: readonly string[],
  ): InventoryRecord => ({
    sku,
    nodeCode,
    onHand: count(from, onHand) ?? refuse('no quantity on hand', `/${onHand}`),
    ...stated({ available: available.map((name) => count(from, name)).find((one) => one !== undefined) }),
    at: null,
  });
  if (Array.isArray(body.locations))
    return {
      inventory: eachRecord(asList(body.locations), `${at}/locations`, issues, (item) => {
        const center = asObject(item) ?? refuse('not an object');
        const code = text(center, 'location_id') ?? refuse('stock of a place without an id', '/location_id');
        return stock(center, code, 'on_hand_quantity', ['fulfillable_quantity']);
      }),
      issues,
    };
  if (Array.isArray(body.lots)) {
    const lots = eachRecord(asList(pick(body, 'lots')), `${at}/lots`, issues, (item) =>
      stock(asObject(item) ?? refuse('not an object'), null, 'on_hand_quantity', ['fulfillable_quantity']),
    );
    const sum = (name: 'onHand' | 'available'): number => lots.reduce((total, lot) => total + (lot[name] ?? 0), 0);
    return {
      inventory: [{ sku, nodeCode: null, onHand: sum('onHand'), available: sum('available'), at: null }],
      issues,
    };
  }
  const sellable = ['total_sellable_quantity', 'total_fulfillable_quantity'];
  return { inventory: [stock(body, null, 'total_on_hand_quantity', sellable)] };
}

function count(from: JsonObject, name: string): number | undefined {
  const value = Number(text(from, name) ?? NaN);
  return Number.isInteger(value) ? value : undefined;
}
